import { day, oneOf, type SearchOf, searchSpec, text, whole } from "@/app/_components/search-params";
import { addDays, startOfDay } from "@/app/_i18n/zoned-day";
import { orderStatuses, paymentStatuses, receiptStatuses } from "@/server/domain/orders/model";

export type PurchaseKind = "order" | "receipt";
export const channels = ["web", "app", "store", "import", "api"] as const;
export const statusesOf = { order: orderStatuses, receipt: receiptStatuses } as const;

export const purchasesSearch = searchSpec({
  q: text(),
  status: oneOf([...new Set([...orderStatuses, ...receiptStatuses])]),
  payment: oneOf(paymentStatuses),
  channel: oneOf(channels),
  store: whole(),
  product: whole(),
  /** Of the total, in whole money. */
  min: whole(),
  max: whole(),
  since: day(),
  until: day(),
});
export type PurchasesSearch = SearchOf<typeof purchasesSearch>;

export const nothingAsked: PurchasesSearch = {
  q: "",
  status: undefined,
  payment: undefined,
  channel: undefined,
  store: undefined,
  product: undefined,
  min: undefined,
  max: undefined,
  since: undefined,
  until: undefined,
};

const positive = (value: number | undefined) => (value !== undefined && value > 0 ? value : undefined);

/** Days are days of the project's zone, both ends included; `minorUnit` is how many make one of its currency. */
export const purchasesInput = (search: PurchasesSearch, timeZone: string, minorUnit: number) => ({
  search: search.q || undefined,
  status: search.status,
  paymentStatus: search.payment,
  channel: search.channel,
  storeId: positive(search.store),
  productId: positive(search.product),
  minTotal: search.min !== undefined && search.min >= 0 ? search.min * minorUnit : undefined,
  maxTotal: search.max !== undefined && search.max >= 0 ? search.max * minorUnit : undefined,
  from: search.since && startOfDay(search.since, timeZone).toISOString(),
  to: search.until && startOfDay(addDays(search.until, 1), timeZone).toISOString(),
});
