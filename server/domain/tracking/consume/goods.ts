import { toMinor } from "@/server/domain/fields/values/money";
import { idOf, isObject } from "../ingest/event";
import { textOf } from "./tracked-event";

type Json = Record<string, unknown>;

/** A line of a cart, as `carts.items` keeps it. */
export interface CartLine {
  /** External id of the product. */
  productId: string;
  name: string | null;
  quantity: number;
  priceMinor: number;
  url: string | null;
  imageUrl: string | null;
  variant: string | null;
  category: string | null;
}

const maxQuantity = 1_000_000;
const maxPriceMinor = 1_000_000_000_000;
const maxLines = 200;

/** A number, also where a shop sends it as text. */
export function numberOf(value: unknown): number | undefined {
  const number = typeof value === "string" && value.trim() !== "" ? Number(value.replace(",", ".")) : value;
  return typeof number === "number" && Number.isFinite(number) ? number : undefined;
}

export const productIdOf = (product: Json): string | undefined =>
  (idOf(product.product_id) ?? idOf(product.productId) ?? idOf(product.sku) ?? idOf(product.id))?.slice(
    0,
    200,
  );

/** A product of Segment's e-commerce spec; undefined when it has no id or no sensible quantity. */
export function readLine(product: unknown, currency: string): CartLine | undefined {
  if (!isObject(product)) return undefined;
  const productId = productIdOf(product);
  // Three decimals are kept: a shop sells 0.25 kg, nobody sells a millionth.
  const quantity = Math.round((numberOf(product.quantity) ?? 1) * 1000) / 1000;
  if (productId === undefined || quantity <= 0 || quantity > maxQuantity) return undefined;
  const price = toMinor(numberOf(product.price) ?? 0, currency) ?? 0;
  return {
    productId,
    name: textOf(product.name) ?? null,
    quantity,
    priceMinor: Math.min(Math.max(price, 0), maxPriceMinor),
    url: webAddressOf(product.url),
    imageUrl: webAddressOf(product.image_url ?? product.imageUrl),
    variant: textOf(product.variant) ?? null,
    category: textOf(product.category) ?? null,
  };
}

export const readLines = (products: unknown, currency: string): CartLine[] | undefined =>
  Array.isArray(products)
    ? products.slice(0, maxLines).flatMap((product) => readLine(product, currency) ?? [])
    : undefined;

/** These end up as links in letters and pages: nothing but the web. */
function webAddressOf(value: unknown): string | null {
  const text = textOf(value)?.trim();
  return text !== undefined && /^https?:\/\//i.test(text) ? text : null;
}
export const cartUrlOf = (properties: Json): string | null =>
  webAddressOf(properties.cart_url ?? properties.cartUrl);

export const currencyOf = (properties: Json): string | undefined => {
  const text = textOf(properties.currency)?.trim().toUpperCase();
  return text !== undefined && /^[A-Z]{3}$/.test(text) ? text : undefined;
};
