import type { CustomerInput } from "@/server/domain/customers";
import { noFields, readAttributes } from "@/server/domain/fields/attributes";
import { parseDecimal } from "@/server/domain/fields/values/money";
import { type Parsed, parsed, type RowProblem, refused } from "@/server/domain/fields/values/parsed";
import { parseExternalId, parseLine } from "@/server/domain/fields/values/text";
import {
  amount,
  currencyCode,
  type FieldValue,
  instant,
  line,
  oneOf,
  type RecordField,
  type RecordRules,
  readScalar,
} from "./fields";
import {
  orderStatuses,
  orderStatusWords,
  type PurchaseKind,
  type PurchaseLine,
  paymentStatuses,
  paymentStatusWords,
  receiptStatuses,
  receiptStatusWords,
  withoutEmpty,
} from "./model";

export interface PurchaseLineInput {
  /** External id of the product. */
  product?: unknown;
  name?: unknown;
  quantity?: unknown;
  price?: unknown;
  total?: unknown;
  attributes?: Record<string, unknown> | undefined;
}

interface PurchaseInput {
  externalId: unknown;
  /** Who bought: any way of naming a customer, created when unknown. */
  customer?: CustomerInput | undefined;
  /** Number of an anonymous visitor, when nobody is known yet; never takes a purchase from a customer. */
  visitorId?: number | undefined;
  number?: unknown;
  occurredAt?: unknown;
  status?: unknown;
  /** External id of the store. */
  store?: unknown;
  channel?: unknown;
  /** Decimal amounts in the project's currency, or in `currency`. Without a total, the lines' sum. */
  total?: unknown;
  discount?: unknown;
  currency?: unknown;
  attributes?: Record<string, unknown> | undefined;
  /** Replaces all lines when given. */
  lines?: PurchaseLineInput[] | undefined;
}
/** One write to one order, with values as they came. Absent: left alone; null clears what can be empty. */
export interface OrderInput extends PurchaseInput {
  deliveryStatus?: unknown;
  paymentStatus?: unknown;
  promoCode?: unknown;
  sourceEventId?: unknown;
}
/** One write to one receipt. */
export interface ReceiptInput extends PurchaseInput {
  bonusPaid?: unknown;
  bonusEarned?: unknown;
  /** External id of the order this receipt pays for. */
  order?: unknown;
}

const shared = (channel: string, isNegative: boolean): RecordField[] => [
  { name: "number", column: "number", type: "text", read: line(100) },
  { name: "occurredAt", column: "occurred_at", type: "timestamptz", read: instant, isFixed: true },
  { name: "channel", column: "channel", type: "text", read: line(40), initial: channel, isFixed: true },
  { name: "total", column: "total_minor", type: "bigint", read: amount({ isNegative }), isFixed: true },
  {
    name: "discount",
    column: "discount_minor",
    type: "bigint",
    read: amount({ isNegative }),
    initial: 0,
    isFixed: true,
  },
  { name: "currency", column: "currency", type: "text", read: currencyCode },
];

/** The columns of each kind that sources set, besides the key, the customer, the store, attributes and lines. */
export const purchaseFields: Record<PurchaseKind, RecordField[]> = {
  order: [
    ...shared("api", false),
    {
      name: "status",
      column: "status",
      type: "text",
      read: oneOf(orderStatusWords, orderStatuses),
      initial: "created",
      isFixed: true,
    },
    { name: "deliveryStatus", column: "delivery_status", type: "text", read: line(60) },
    {
      name: "paymentStatus",
      column: "payment_status",
      type: "text",
      read: oneOf(paymentStatusWords, paymentStatuses),
    },
    { name: "promoCode", column: "promo_code", type: "text", read: line(100) },
    { name: "sourceEventId", column: "source_event_id", type: "text", read: line(100) },
  ],
  receipt: [
    ...shared("store", true),
    {
      name: "status",
      column: "status",
      type: "text",
      read: oneOf(receiptStatusWords, receiptStatuses),
      initial: "completed",
      isFixed: true,
    },
    {
      name: "bonusPaid",
      column: "bonus_paid_minor",
      type: "bigint",
      read: amount({ isNegative: true }),
      initial: 0,
      isFixed: true,
    },
    {
      name: "bonusEarned",
      column: "bonus_earned_minor",
      type: "bigint",
      read: amount({ isNegative: true }),
      initial: 0,
      isFixed: true,
    },
    { name: "order", column: "order_external_id", type: "text", read: line(200) },
  ],
};

/** The same write in canonical values, by column. */
export interface PurchaseWrite {
  externalId: string;
  customer: CustomerInput | undefined;
  visitorId: number | undefined;
  /** External id of the store; null takes it off. */
  store: string | null | undefined;
  values: Record<string, FieldValue>;
  attributes: Record<string, unknown>;
  lines: PurchaseLine[] | undefined;
  problems: RowProblem[];
}

const maxLines = 1000;
const code = (name: string) => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

/** Pure: raw row to canonical row; what cannot be read is left out and told in `problems`. */
export function readPurchase(
  kind: PurchaseKind,
  input: OrderInput | ReceiptInput,
  rules: RecordRules,
): PurchaseWrite {
  const problems: RowProblem[] = [];
  const take = <T>(path: string, result: Parsed<T>): T | undefined => {
    if (result.ok) return result.value;
    problems.push({ path, ...result.problem });
    return undefined;
  };
  const raw = input as unknown as Record<string, unknown>;
  const currency = take("currency", readScalar(raw.currency ?? null, currencyCode, rules));
  const own = typeof currency === "string" ? { ...rules, currency } : rules;
  const values: Record<string, FieldValue> = {};
  for (const field of purchaseFields[kind]) {
    if (raw[field.name] === undefined || field.name === "currency") continue;
    const value = take(code(field.name), readScalar(raw[field.name], field.read, own));
    if (value !== undefined) values[field.column] = value;
    else if (!field.isFixed && problems.at(-1)?.path !== code(field.name)) values[field.column] = null;
  }
  if (currency !== undefined) values.currency = currency;
  const externalId = take("external_id", readText(raw.externalId, parseExternalId));
  if (externalId === undefined && !problems.some((one) => one.path === "external_id"))
    problems.push({
      path: "external_id",
      code: "required",
      message: `Every ${kind} needs an external id. Send it.`,
    });
  const store =
    input.store === undefined
      ? undefined
      : (take(
          "store",
          readText(input.store, (text) => parseLine(text, 200)),
        ) ?? null);
  const attributes = readAttributes(kind, input.attributes, rules.fields ?? noFields, own);
  problems.push(...attributes.problems);
  return {
    externalId: externalId ?? "",
    customer: input.customer,
    visitorId: input.visitorId,
    store,
    values,
    attributes: attributes.values,
    lines: input.lines === undefined ? undefined : readLines(kind, input.lines, own, problems),
    problems,
  };
}

function readText(
  raw: unknown,
  read: (text: string) => Parsed<string | undefined>,
): Parsed<string | undefined> {
  if (raw === undefined || raw === null) return parsed(undefined);
  if (typeof raw === "string") return read(raw);
  if (typeof raw === "number" && Number.isSafeInteger(raw)) return read(String(raw));
  return refused("invalid_type", "Send text.");
}

function readLines(
  kind: PurchaseKind,
  raw: readonly PurchaseLineInput[],
  rules: RecordRules,
  problems: RowProblem[],
): PurchaseLine[] {
  if (raw.length > maxLines) {
    problems.push({
      path: "lines",
      code: "too_many",
      message: `Holds ${raw.length} lines; at most ${maxLines} are accepted.`,
    });
    return [];
  }
  return raw.flatMap((one, i) => {
    const line = readLine(kind, one, rules, `lines[${i}]`, problems);
    return line ? [line] : [];
  });
}

/** What a line of each kind is called among the objects that have fields. */
export const lineObjects = { order: "order_line", receipt: "receipt_line" } as const;
const signed = amount({ isNegative: true });
function readLine(
  kind: PurchaseKind,
  raw: PurchaseLineInput,
  rules: RecordRules,
  path: string,
  problems: RowProblem[],
): PurchaseLine | undefined {
  const before = problems.length;
  const take = <T>(field: string, result: Parsed<T>): T | undefined => {
    if (result.ok) return result.value;
    problems.push({ path: `${path}.${field}`, ...result.problem });
    return undefined;
  };
  const product = take(
    "product",
    readText(raw.product, (text) => parseLine(text, 200)),
  );
  const name = take(
    "name",
    readText(raw.name, (text) => parseLine(text, 300)),
  );
  const thousandths = take(
    "quantity",
    readScalar(raw.quantity ?? null, (text, own) => parseDecimal(text, 3, own.decimal), rules),
  );
  const price = take("price", readScalar(raw.price ?? null, signed, rules));
  const total = take("total", readScalar(raw.total ?? null, signed, rules));
  const attributes = readAttributes(lineObjects[kind], raw.attributes, rules.fields ?? noFields, rules);
  problems.push(...attributes.problems.map((one) => ({ ...one, path: `${path}.${one.path}` })));
  if (problems.length > before) return undefined;
  const quantity = typeof thousandths === "number" ? thousandths / 1000 : 1;
  const priceMinor =
    typeof price === "number"
      ? price
      : typeof total === "number" && quantity !== 0
        ? Math.round(total / quantity)
        : undefined;
  if (priceMinor === undefined || Math.abs(quantity) > 99_999_999) {
    const message = "A line needs a price or a total, and a quantity that makes sense. Send them.";
    problems.push({ path: `${path}.price`, code: "required", message });
    return undefined;
  }
  const totalMinor = typeof total === "number" ? total : Math.round(priceMinor * quantity);
  return {
    productExternalId: product ?? null,
    name: name ?? null,
    quantity,
    priceMinor,
    totalMinor,
    attributes: withoutEmpty(attributes.values),
  };
}
