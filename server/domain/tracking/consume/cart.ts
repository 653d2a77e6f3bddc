import { isCartEventName } from "../event-names";
import { idOf } from "../ingest/event";
import { type CartLine, cartUrlOf, currencyOf, numberOf, productIdOf, readLine, readLines } from "./goods";
import { byTime } from "./tracked-event";

/** One event about a container, of one subject. */
export interface CartEvent {
  id: string;
  at: Date;
  name: string;
  sourceId: number;
  properties: Record<string, unknown>;
}
export interface Cart {
  container: string;
  state: "open" | "emptied" | "ordered";
  /** First goods since it was last empty or ordered. */
  startedAt: Date;
  lastActionAt: Date;
  items: CartLine[];
  itemsCount: number;
  totalMinor: number;
  currency: string;
  cartUrl: string | null;
  sourceId: number;
}

export const cartContainer = "cart";
export const wishlistContainer = "wishlist";
const maxContainers = 10;
const maxLines = 200;
/** Goods nobody has touched for so long are no longer in the cart: the next action begins a new one. */
const lifetimeMs = 30 * 86_400_000;

interface Draft extends Omit<Cart, "items" | "itemsCount" | "totalMinor"> {
  lines: Map<string, CartLine>;
}

/**
 * What a subject holds in each container, from its own events alone: sorted by their time, so the order of their
 * arrival does not matter. Thirty days without an action empty it. A view of the cart or a checkout that lists products says what is in it; an order empties it.
 */
export function foldCarts(events: readonly CartEvent[], projectCurrency: string): Cart[] {
  const drafts = new Map<string, Draft>();
  for (const event of [...events].sort(byTime))
    if (isCartEventName(event.name)) apply(drafts, event, projectCurrency);
  return [...drafts.values()].map(finish);
}

/** What an event does to a container; without a change it only shows that she was there. */
interface Action {
  container: string;
  change?: (draft: Draft) => void;
}

function actionsOf({ name, properties }: CartEvent, currency: string): Action[] {
  // A shop with several carts or lists names them; the rest live in "cart" and "wishlist".
  const own = idOf(properties.container)?.slice(0, 100);
  const container = own ?? cartContainer;
  const put = (draft: Draft) => add(draft, readLine(properties, currency));
  const takeOut = (draft: Draft) => removeProduct(draft, properties);
  switch (name) {
    case "Product Added":
      return [{ container, change: put }];
    case "Product Removed":
      return [{ container, change: takeOut }];
    case "Product Added to Wishlist":
      return [{ container: own ?? wishlistContainer, change: put }];
    case "Product Removed from Wishlist":
      return [{ container: own ?? wishlistContainer, change: takeOut }];
    case "Wishlist Product Added to Cart":
      return [
        { container: wishlistContainer, change: takeOut },
        { container, change: put },
      ];
    case "Cart Viewed":
    case "Checkout Started": {
      const lines = readLines(properties.products, currency);
      // A checkout without its goods says nothing about the cart; a view of an empty list says that it is empty.
      if (lines === undefined || (name === "Checkout Started" && lines.length === 0)) return [{ container }];
      return [{ container, change: (draft) => replace(draft, lines) }];
    }
    case "Checkout Step Viewed":
    case "Checkout Step Completed":
    case "Payment Info Entered":
      return [{ container }];
    case "Order Completed":
      return [{ container, change: placeOrder }];
    default:
      return [];
  }
}

function apply(drafts: Map<string, Draft>, event: CartEvent, projectCurrency: string): void {
  const currency = currencyOf(event.properties) ?? projectCurrency;
  for (const { container, change } of actionsOf(event, currency)) {
    const known = drafts.get(container);
    if (!known && (!change || drafts.size >= maxContainers)) continue;
    const isExpired = known !== undefined && event.at.getTime() - known.lastActionAt.getTime() > lifetimeMs;
    const draft = known && !isExpired ? known : emptyDraft(container, event, currency);
    drafts.set(container, draft);
    draft.lastActionAt = event.at;
    if (!change) continue;
    const wasEmpty = draft.lines.size === 0;
    change(draft);
    draft.sourceId = event.sourceId;
    draft.currency = currencyOf(event.properties) ?? draft.currency;
    draft.cartUrl = cartUrlOf(event.properties) ?? draft.cartUrl;
    if (draft.lines.size === 0) draft.state = draft.state === "open" ? "emptied" : draft.state;
    else {
      if (wasEmpty) draft.startedAt = event.at;
      draft.state = "open";
    }
  }
}

function replace(draft: Draft, lines: readonly CartLine[]): void {
  const held = new Map(draft.lines);
  draft.lines.clear();
  for (const line of lines) {
    const before = held.get(keyOf(line.productId, line.variant));
    // A list of bare ids must not forget the names and prices that are known.
    if (before) draft.lines.set(keyOf(line.productId, line.variant), { ...before, quantity: 0 });
    add(draft, line);
  }
}

function placeOrder(draft: Draft): void {
  draft.lines.clear();
  draft.state = "ordered";
}

const emptyDraft = (container: string, event: CartEvent, currency: string): Draft => ({
  container,
  state: "emptied",
  startedAt: event.at,
  lastActionAt: event.at,
  lines: new Map(),
  currency,
  cartUrl: null,
  sourceId: event.sourceId,
});

/** The same product of another variant is another line. */
const keyOf = (productId: string, variant: string | null) => `${productId}\n${variant ?? ""}`;

function add(draft: Draft, line: CartLine | undefined): void {
  if (!line) return;
  const key = keyOf(line.productId, line.variant);
  const held = draft.lines.get(key);
  if (!held && draft.lines.size >= maxLines) return;
  // The newer event knows the price, the picture; what it leaves out stays.
  const known = Object.fromEntries(
    Object.entries(line).filter(([, value]) => value !== null),
  ) as Partial<CartLine>;
  const priceMinor = line.priceMinor > 0 || !held ? line.priceMinor : held.priceMinor;
  const quantity = Math.round(((held?.quantity ?? 0) + line.quantity) * 1000) / 1000;
  draft.lines.set(key, { ...line, ...held, ...known, priceMinor, quantity });
}

function removeProduct(draft: Draft, properties: Record<string, unknown>): void {
  const productId = productIdOf(properties);
  if (productId === undefined) return;
  const variant =
    typeof properties.variant === "string" && properties.variant.trim() !== "" ? properties.variant : null;
  let left = numberOf(properties.quantity);
  for (const [key, line] of draft.lines) {
    if (line.productId !== productId || (variant !== null && line.variant !== variant)) continue;
    if (left === undefined || left >= line.quantity) {
      draft.lines.delete(key);
      if (left !== undefined) left -= line.quantity;
    } else if (left > 0) {
      const quantity = Math.round((line.quantity - left) * 1000) / 1000;
      if (quantity > 0) draft.lines.set(key, { ...line, quantity });
      else draft.lines.delete(key);
      left = 0;
    }
  }
}

function finish({ lines, ...draft }: Draft): Cart {
  const items = [...lines.values()];
  return {
    ...draft,
    items,
    itemsCount: Math.min(
      Math.round(items.reduce((sum, line) => sum + line.quantity, 0)) || items.length,
      2_000_000_000,
    ),
    totalMinor: Math.min(
      items.reduce((sum, line) => sum + Math.round(line.priceMinor * line.quantity), 0),
      Number.MAX_SAFE_INTEGER,
    ),
  };
}
