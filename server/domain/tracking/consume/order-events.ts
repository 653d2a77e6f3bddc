import type { OrderInput, PurchaseLineInput } from "@/server/domain/orders";
import { isOrderEventName } from "../event-names";
import { idOf, isObject } from "../ingest/event";
import { currencyOf, numberOf, productIdOf } from "./goods";
import { byTime, type TrackedEvent, textOf } from "./tracked-event";

/** An event with the subject it belongs to. */
export interface OwnedEvent extends TrackedEvent {
  /** The customer, or the visitor's own number. */
  subjectId: number;
  /** Set when the subject is a customer. */
  customerId: number | undefined;
  /** The number it would have without joins: where undoing goes back to. */
  originId: number;
  /** The visitor number of its device. */
  deviceId: number | undefined;
}
export interface OrderWrite {
  event: OwnedEvent;
  /** Undefined: the event does not say which order. */
  input: OrderInput | undefined;
}

/**
 * The orders that events speak of, oldest first. Only the completed checkout dates an order and says whose it is: what
 * comes later, perhaps from the shop's back office, changes it without moving it.
 */
export const orderWrites = (events: readonly OwnedEvent[]): OrderWrite[] =>
  events
    .filter((event) => event.type === "track" && isOrderEventName(event.name))
    .sort((a, b) => byTime({ at: a.log.occurredAt, id: a.log.id }, { at: b.log.occurredAt, id: b.log.id }))
    .map((event) => ({ event, input: orderOf(event) }));

function orderOf(event: OwnedEvent): OrderInput | undefined {
  const { properties } = event;
  const externalId = idOf(properties.order_id) ?? idOf(properties.orderId);
  if (externalId === undefined) return undefined;
  const common = { externalId, currency: currencyOf(properties) };
  switch (event.name) {
    case "Order Cancelled":
      return { ...common, status: "cancelled" };
    case "Order Refunded":
      // Its amounts and goods are what was given back, not what the order holds.
      // What that makes of the order is told by all its refunds together (refunds.ts).
      return common;
    case "Order Updated":
      return { ...common, ...contentsOf(properties), attributes: extrasOf(properties) };
    default:
      return {
        ...common,
        ...contentsOf(properties),
        ...buyerOf(event),
        occurredAt: event.log.occurredAt,
        sourceEventId: event.log.id,
        attributes: extrasOf(properties),
      };
  }
}

/** For an event about an order that was never seen: all that is known is when we heard of it. */
export const firstHeardOf = ({ event, input }: OrderWrite): OrderInput => ({
  ...input,
  ...contentsOf(event.properties),
  ...buyerOf(event),
  externalId: input?.externalId,
  occurredAt: event.log.occurredAt,
});

const buyerOf = (event: OwnedEvent): Partial<OrderInput> =>
  event.customerId === undefined ? { visitorId: event.subjectId } : { customer: { id: event.customerId } };

export const amountOf = (properties: Record<string, unknown>): number | undefined =>
  numberOf(properties.total) ?? numberOf(properties.value) ?? numberOf(properties.revenue);

function contentsOf(properties: Record<string, unknown>): Partial<OrderInput> {
  return defined({
    total: amountOf(properties),
    discount: numberOf(properties.discount),
    promoCode: textOf(properties.coupon)?.slice(0, 100),
    number: textOf(properties.order_number)?.slice(0, 100),
    lines: Array.isArray(properties.products) ? properties.products.slice(0, 500).flatMap(lineOf) : undefined,
  });
}

const extrasOf = (properties: Record<string, unknown>): Record<string, unknown> =>
  defined({
    shipping: numberOf(properties.shipping),
    tax: numberOf(properties.tax),
    affiliation: textOf(properties.affiliation),
    url: textOf(properties.order_url ?? properties.url),
  });

function lineOf(product: unknown): PurchaseLineInput[] {
  if (!isObject(product)) return [];
  const id = productIdOf(product);
  const name = textOf(product.name)?.slice(0, 300);
  if (id === undefined && name === undefined) return [];
  const quantity = numberOf(product.quantity) ?? 1;
  return [defined({ product: id, name, quantity, price: numberOf(product.price) ?? 0 })];
}

const defined = <T extends object>(record: T): T =>
  Object.fromEntries(Object.entries(record).filter(([, value]) => value !== undefined)) as T;
