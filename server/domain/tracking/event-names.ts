/** Names of Segment's e-commerce spec that mean something to us. Shops that already send them need no mapping. */
export const cartEventNames = [
  "Product Added",
  "Product Removed",
  "Cart Viewed",
  "Checkout Started",
  "Order Completed",
  "Product Added to Wishlist",
  "Product Removed from Wishlist",
  "Wishlist Product Added to Cart",
] as const;
export type CartEventName = (typeof cartEventNames)[number];

export const orderEventNames = [
  "Order Completed",
  "Order Updated",
  "Order Cancelled",
  "Order Refunded",
] as const;
export type OrderEventName = (typeof orderEventNames)[number];

export const isCartEventName = (name: string): name is CartEventName =>
  (cartEventNames as readonly string[]).includes(name);
export const isOrderEventName = (name: string): name is OrderEventName =>
  (orderEventNames as readonly string[]).includes(name);
