/** An order's life. Rank order: a source that must not turn time back never lowers it. */
export const orderStatuses = ["created", "confirmed", "completed", "cancelled"] as const;
export type OrderStatus = (typeof orderStatuses)[number];
export const paymentStatuses = ["unpaid", "paid", "partially_refunded", "refunded"] as const;
export const receiptStatuses = ["completed", "cancelled", "returned"] as const;

/** The two records of a purchase: an order changes until it is done, a receipt is a payment that happened. */
export type PurchaseKind = "order" | "receipt";

/** What shops and back offices call the statuses. */
export const orderStatusWords: Record<string, OrderStatus> = {
  created: "created",
  new: "created",
  pending: "created",
  placed: "created",
  open: "created",
  новый: "created",
  оформлен: "created",
  создан: "created",
  confirmed: "confirmed",
  processing: "confirmed",
  accepted: "confirmed",
  shipped: "confirmed",
  подтвержден: "confirmed",
  "в обработке": "confirmed",
  отправлен: "confirmed",
  completed: "completed",
  complete: "completed",
  done: "completed",
  delivered: "completed",
  fulfilled: "completed",
  paid: "completed",
  выполнен: "completed",
  доставлен: "completed",
  завершен: "completed",
  cancelled: "cancelled",
  canceled: "cancelled",
  void: "cancelled",
  rejected: "cancelled",
  отменен: "cancelled",
  отмена: "cancelled",
};
export const receiptStatusWords: Record<string, (typeof receiptStatuses)[number]> = {
  completed: "completed",
  complete: "completed",
  done: "completed",
  paid: "completed",
  sale: "completed",
  продажа: "completed",
  пробит: "completed",
  завершен: "completed",
  cancelled: "cancelled",
  canceled: "cancelled",
  void: "cancelled",
  отменен: "cancelled",
  аннулирован: "cancelled",
  returned: "returned",
  return: "returned",
  refund: "returned",
  refunded: "returned",
  возврат: "returned",
};
export const paymentStatusWords: Record<string, (typeof paymentStatuses)[number]> = {
  unpaid: "unpaid",
  pending: "unpaid",
  "не оплачен": "unpaid",
  paid: "paid",
  оплачен: "paid",
  partially_refunded: "partially_refunded",
  "partially refunded": "partially_refunded",
  "возвращен частично": "partially_refunded",
  refunded: "refunded",
  возвращен: "refunded",
};

/** True when moving from one status to the other turns an order's life back. */
export const isBackward = (statuses: readonly string[], from: string, to: string): boolean =>
  statuses.indexOf(to) < statuses.indexOf(from);

/** What is bought at what price; quantities in thousandths inside the arithmetic, so that 0.1 kg stays 0.1 kg. */
export interface PurchaseLine {
  productExternalId: string | null;
  name: string | null;
  /** With at most three decimals. */
  quantity: number;
  priceMinor: number;
  totalMinor: number;
  attributes: Attributes;
}
export const linesTotal = (lines: readonly PurchaseLine[]): number =>
  lines.reduce((sum, line) => sum + line.totalMinor, 0);

export type Attributes = Record<string, unknown>;
/** Attributes of something new: there is nothing yet that a null could clear. */
export const withoutEmpty = (attributes: Attributes): Attributes =>
  Object.fromEntries(Object.entries(attributes).filter(([, value]) => value !== null));

export interface CategoryNode {
  externalId: string;
  parentExternalId: string | null;
}
/** External ids on a way up that comes back to where it began; empty when the tree is sound. */
export function findCategoryCycle(nodes: ReadonlyMap<string, string | null>, from: string): string[] {
  const way: string[] = [];
  for (let at: string | null | undefined = from; at; at = nodes.get(at)) {
    if (way.includes(at)) return [...way, at];
    way.push(at);
    if (way.length > 100) return way;
  }
  return [];
}
