/**
 * Names of Segment's e-commerce spec that mean something to us: shops that already send them need no mapping. All of
 * the spec's names are known, so that a misspelt one is told (see consume/event-issues.ts).
 */
export const browsingEventNames = [
  "Products Searched",
  "Product List Viewed",
  "Product List Filtered",
  "Product Clicked",
  "Product Viewed",
  /** Ours: a category's page without its list of goods. */
  "Category Viewed",
  /** Ours: a part of the site by name, as `page` is. */
  "Section Viewed",
] as const;
export const promotionEventNames = ["Promotion Viewed", "Promotion Clicked"] as const;
export const couponEventNames = [
  "Coupon Entered",
  "Coupon Applied",
  "Coupon Denied",
  "Coupon Removed",
] as const;
export const sharingEventNames = ["Product Shared", "Cart Shared", "Product Reviewed"] as const;
/** Who is there: `Signed In` and `Signed Up` are kept beside the identify that joins. */
export const accountEventNames = ["Signed Up", "Signed In", "Signed Out"] as const;

/** What changes a container, or shows that she is at it. */
export const cartEventNames = [
  "Product Added",
  "Product Removed",
  "Cart Viewed",
  "Checkout Started",
  "Checkout Step Viewed",
  "Checkout Step Completed",
  "Payment Info Entered",
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

/** Events about one product: each needs its id. */
export const productEventNames = [
  "Product Clicked",
  "Product Viewed",
  "Product Added",
  "Product Removed",
  "Product Added to Wishlist",
  "Product Removed from Wishlist",
  "Wishlist Product Added to Cart",
  "Product Shared",
  "Product Reviewed",
] as const;

export const knownEventNames: readonly string[] = [
  ...new Set<string>([
    ...browsingEventNames,
    ...promotionEventNames,
    ...cartEventNames,
    ...orderEventNames,
    ...couponEventNames,
    ...sharingEventNames,
    ...accountEventNames,
  ]),
];

const isOneOf =
  <Name extends string>(names: readonly Name[]) =>
  (name: string): name is Name =>
    (names as readonly string[]).includes(name);
export const isCartEventName = isOneOf(cartEventNames);
export const isOrderEventName = isOneOf(orderEventNames);
export const isProductEventName = isOneOf(productEventNames);
