import type { FieldDef, FieldObject, FieldType } from "./model";

/** Groups that every installation has, in their first order. Names are the interface's, by code. */
export const systemGroups: Record<FieldObject, readonly string[]> = {
  customer: ["person", "contacts", "place", "purchases", "service"],
  order: ["order", "money", "service"],
  order_line: ["line"],
  receipt: ["receipt", "money", "service"],
  receipt_line: ["line"],
  product: ["product", "price", "service"],
  category: ["category"],
  store: ["store", "place", "service"],
};

/** code, type, English name; `!` before the code: computed here, never written from outside. */
type Entry = readonly [code: string, type: FieldType, name: string];
type Declared = Partial<Record<string, readonly Entry[]>>;

const money: readonly Entry[] = [
  ["total", "money", "Total"],
  ["discount", "money", "Discount"],
  ["currency", "string", "Currency"],
];
const line: Declared = {
  line: [
    ["product", "string", "Product"],
    ["name", "string", "Name"],
    ["quantity", "decimal", "Quantity"],
    ["price", "money", "Price"],
    ["total", "money", "Total"],
  ],
};

const declared: Record<FieldObject, Declared> = {
  customer: {
    person: [
      ["first_name", "string", "First name"],
      ["middle_name", "string", "Middle name"],
      ["last_name", "string", "Last name"],
      ["gender", "string", "Gender"],
      ["birth_on", "date", "Birth date"],
      ["locale", "string", "Language"],
    ],
    contacts: [
      ["external_id", "string", "External id"],
      ["email", "email", "E-mail"],
      ["phone", "phone", "Phone"],
    ],
    place: [
      ["country", "string", "Country"],
      ["region", "string", "Region"],
      ["city", "string", "City"],
      ["zip", "string", "Postal code"],
      ["time_zone", "string", "Time zone"],
    ],
    purchases: [
      ["!purchases", "integer", "Purchases"],
      ["!revenue", "money", "Revenue"],
      ["!first_purchase_at", "datetime", "First purchase"],
      ["!last_purchase_at", "datetime", "Last purchase"],
    ],
    service: [
      ["registered_at", "datetime", "Registered"],
      ["!created_at", "datetime", "Created"],
      ["!last_seen_at", "datetime", "Last seen"],
    ],
  },
  order: {
    order: [
      ["external_id", "string", "External id"],
      ["number", "string", "Number"],
      ["occurred_at", "datetime", "Ordered"],
      ["status", "string", "Status"],
      ["delivery_status", "string", "Delivery status"],
      ["payment_status", "string", "Payment status"],
      ["store", "string", "Store"],
      ["channel", "string", "Channel"],
    ],
    money: [...money, ["promo_code", "string", "Promo code"]],
    service: [["!created_at", "datetime", "Created"]],
  },
  order_line: line,
  receipt: {
    receipt: [
      ["external_id", "string", "External id"],
      ["number", "string", "Number"],
      ["occurred_at", "datetime", "Bought"],
      ["status", "string", "Status"],
      ["store", "string", "Store"],
      ["channel", "string", "Channel"],
      ["order", "string", "Order"],
    ],
    money: [...money, ["bonus_paid", "money", "Bonuses paid"], ["bonus_earned", "money", "Bonuses earned"]],
    service: [["!created_at", "datetime", "Created"]],
  },
  receipt_line: line,
  product: {
    product: [
      ["external_id", "string", "External id"],
      ["name", "string", "Name"],
      ["category", "string", "Category"],
      ["brand", "string", "Brand"],
      ["url", "url", "Page"],
      ["image_url", "url", "Picture"],
      ["is_available", "boolean", "In stock"],
    ],
    price: [
      ["price", "money", "Price"],
      ["old_price", "money", "Old price"],
    ],
    service: [["!created_at", "datetime", "Created"]],
  },
  category: {
    category: [
      ["external_id", "string", "External id"],
      ["name", "string", "Name"],
      ["parent", "string", "Parent"],
    ],
  },
  store: {
    store: [
      ["external_id", "string", "External id"],
      ["name", "string", "Name"],
      ["format", "string", "Format"],
    ],
    place: [
      ["region", "string", "Region"],
      ["city", "string", "City"],
      ["address", "string", "Address"],
      ["time_zone", "string", "Time zone"],
    ],
    service: [["!created_at", "datetime", "Created"]],
  },
};

/** Fields that the product itself has: reordered, grouped and hidden by people, never deleted or retyped. */
export function systemFields(object: FieldObject): FieldDef[] {
  return Object.entries(declared[object])
    .flatMap(([group, entries]) => (entries ?? []).map((entry) => ({ group, entry })))
    .map(({ group, entry: [code, type, name] }, position) => ({
      object,
      code: code.replace("!", ""),
      name,
      type,
      scope: "system" as const,
      group,
      position,
      isHidden: false,
      dictionaryCode: null,
      rules: {},
      description: "",
      isReadOnly: code.startsWith("!"),
      state: "active" as const,
    }));
}
