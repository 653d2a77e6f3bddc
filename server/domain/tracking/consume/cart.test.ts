import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { cartEventNames } from "../event-names";
import { type CartEvent, foldCarts } from "./cart";

const at = (minute: number) => new Date(Date.UTC(2026, 0, 1, 0, minute));
let no = 0;
const event = (name: string, minute: number, properties: Record<string, unknown> = {}): CartEvent => ({
  id: `e${String(++no).padStart(6, "0")}`,
  at: at(minute),
  name,
  sourceId: 1,
  properties,
});
const milk = {
  product_id: "milk",
  name: "Milk",
  price: 1.5,
  currency: "EUR",
  url: "https://shop.example/milk",
};
const bread = { product_id: "bread", name: "Bread", price: "2.25", quantity: 2 };
const cartOf = (...events: CartEvent[]) => foldCarts(events, "EUR").find((cart) => cart.container === "cart");

describe("cart", () => {
  test("goods add up, and what is taken out leaves", () => {
    const events = [
      event("Product Added", 1, milk),
      event("Product Added", 2, bread),
      event("Product Added", 3, milk),
    ];
    expect(cartOf(...events)).toMatchObject({
      state: "open",
      startedAt: at(1),
      lastActionAt: at(3),
      itemsCount: 4,
      totalMinor: 750,
      currency: "EUR",
    });
    expect(cartOf(...events, event("Product Removed", 4, { ...milk, quantity: 1 }))?.totalMinor).toBe(600);
    expect(cartOf(...events, event("Product Removed", 4, milk))?.items.map((line) => line.productId)).toEqual(
      ["bread"],
    );
  });
  test("emptied, then filled again: the new cart starts with the new goods", () => {
    const events = [event("Product Added", 1, milk), event("Product Removed", 2, milk)];
    expect(cartOf(...events)).toMatchObject({ state: "emptied", itemsCount: 0 });
    expect(cartOf(...events, event("Product Added", 9, bread))).toMatchObject({
      state: "open",
      startedAt: at(9),
    });
  });
  test("an order ends it", () => {
    const ordered = cartOf(event("Product Added", 1, milk), event("Order Completed", 5, { order_id: "1" }));
    expect(ordered).toMatchObject({ state: "ordered", items: [], lastActionAt: at(5) });
  });
  test("a view of the cart says what is in it, and forgets no names", () => {
    const viewed = cartOf(
      event("Product Added", 1, milk),
      event("Product Added", 2, bread),
      event("Cart Viewed", 3, { products: [{ product_id: "milk", quantity: 5 }] }),
    );
    expect(viewed?.items).toMatchObject([
      { productId: "milk", name: "Milk", quantity: 5, priceMinor: 150, url: "https://shop.example/milk" },
    ]);
    expect(cartOf(event("Product Added", 1, milk), event("Cart Viewed", 2, { products: [] }))?.state).toBe(
      "emptied",
    );
    expect(cartOf(event("Product Added", 1, milk), event("Checkout Started", 2, {}))).toMatchObject({
      itemsCount: 1,
      lastActionAt: at(2),
    });
  });
  test("the wish list is a container of its own", () => {
    const carts = foldCarts(
      [
        event("Product Added to Wishlist", 1, milk),
        event("Product Added to Wishlist", 2, bread),
        event("Wishlist Product Added to Cart", 3, milk),
      ],
      "EUR",
    );
    expect(carts.map((cart) => [cart.container, cart.items.map((line) => line.productId)])).toEqual([
      ["wishlist", ["bread"]],
      ["cart", ["milk"]],
    ]);
  });
  test("links of goods lead to the web or nowhere", () => {
    expect(
      cartOf(
        event("Product Added", 1, { ...milk, url: "javascript:alert(1)", image_url: "data:text/html,x" }),
      )?.items[0],
    ).toMatchObject({ url: null, imageUrl: null });
  });

  const product = fc.record({
    product_id: fc.oneof(fc.constantFrom("a", "b", "c"), fc.anything()),
    quantity: fc.oneof(fc.integer({ min: -2, max: 5 }), fc.double(), fc.constant(undefined), fc.anything()),
    price: fc.oneof(fc.double({ min: 0, max: 1e6, noNaN: true }), fc.string(), fc.anything()),
    variant: fc.constantFrom(undefined, "x", "y"),
  });
  const anyEvent = fc.record({
    id: fc.uuid(),
    at: fc.integer({ min: 0, max: 20 }).map(at),
    name: fc.constantFrom(...cartEventNames),
    sourceId: fc.constant(1),
    properties: fc
      .oneof(product, fc.record({ products: fc.oneof(fc.array(product, { maxLength: 4 }), fc.anything()) }))
      .map((value) => value as Record<string, unknown>),
  });
  test("the order of arrival does not matter, and no event breaks it", () => {
    fc.assert(
      fc.property(
        fc
          .uniqueArray(anyEvent, { maxLength: 30, selector: (one) => one.id })
          .chain((events) =>
            fc.tuple(fc.constant(events), fc.shuffledSubarray(events, { minLength: events.length })),
          ),
        ([events, shuffled]) => {
          const carts = foldCarts(events, "EUR");
          expect(foldCarts(shuffled, "EUR")).toEqual(carts);
          for (const cart of carts) {
            expect(Number.isSafeInteger(cart.totalMinor) && cart.totalMinor >= 0).toBe(true);
            expect(cart.items.every((line) => line.quantity > 0)).toBe(true);
            expect(cart.state === "open").toBe(cart.items.length > 0);
            expect(cart.startedAt <= cart.lastActionAt).toBe(true);
          }
        },
      ),
      { numRuns: 500 },
    );
  });
});
