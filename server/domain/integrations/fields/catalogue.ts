/** What a file may hold. */
export const importEntities = [
  "customers",
  "orders",
  "receipts",
  "products",
  "categories",
  "stores",
] as const;
export type ImportEntity = (typeof importEntities)[number];

export const fieldTypes = [
  "text",
  "date",
  "instant",
  "money",
  "number",
  "flag",
  "email",
  "phone",
  "choice",
] as const;
export type FieldType = (typeof fieldTypes)[number];

/** One field a column can be mapped to: drives the mapping screen, validation, suggestions and the documentation. */
export interface ImportField {
  /** As in REST: `customer.external_id`. */
  code: string;
  type: FieldType;
  /** Key of its name in the interface's texts. */
  labelKey: string;
  /** Column names that mean it, in any case and punctuation; English and Russian. */
  aliases: string[];
}

/** Any other code with this prefix is a custom field. */
export const attributePrefix = "attributes.";

const field = (code: string, type: FieldType, ...aliases: string[]): ImportField => ({
  code,
  type,
  labelKey: `imports.fields.${code.replaceAll(".", "_")}`,
  aliases: [code, ...aliases],
});

const person = (prefix: string): ImportField[] => [
  field(
    `${prefix}external_id`,
    "text",
    "customer id",
    "client id",
    "user id",
    "customer",
    "client",
    "local id",
    "код клиента",
    "id клиента",
    "ид клиента",
    "клиент",
    "покупатель",
  ),
  field(
    `${prefix}email`,
    "email",
    "e-mail",
    "mail",
    "email address",
    "почта",
    "эл почта",
    "электронная почта",
    "емейл",
    "имейл",
  ),
  field(
    `${prefix}phone`,
    "phone",
    "phone number",
    "mobile",
    "mobile phone",
    "tel",
    "telephone",
    "msisdn",
    "телефон",
    "мобильный",
    "номер телефона",
    "моб телефон",
  ),
];

const purchase: ImportField[] = [
  ...person("customer."),
  field(
    "occurred_at",
    "instant",
    "date",
    "order date",
    "created at",
    "datetime",
    "timestamp",
    "time",
    "purchase date",
    "дата",
    "дата заказа",
    "дата покупки",
    "дата чека",
    "дата и время",
  ),
  field(
    "total",
    "money",
    "amount",
    "sum",
    "revenue",
    "order total",
    "dollar value",
    "value",
    "price",
    "grand total",
    "сумма",
    "итого",
    "стоимость",
    "сумма заказа",
    "сумма чека",
  ),
  field("number", "text", "order number", "no", "номер", "номер заказа", "номер чека"),
  field("status", "choice", "state", "order status", "статус", "состояние", "статус заказа"),
  field("discount", "money", "discount amount", "скидка", "сумма скидки"),
  field("currency", "text", "currency code", "валюта"),
  field(
    "store",
    "text",
    "shop",
    "store id",
    "shop id",
    "outlet",
    "магазин",
    "торговая точка",
    "код магазина",
  ),
  field("channel", "text", "sales channel", "канал", "канал продаж"),
];

/** Every field of every entity, in the order the mapping screen shows them. */
export const importFields: Record<ImportEntity, ImportField[]> = {
  customers: [
    ...person("").map((one) =>
      one.code === "external_id" ? { ...one, aliases: [...one.aliases, "id", "код", "ид"] } : one,
    ),
    field("full_name", "text", "name", "fio", "customer name", "фио", "имя и фамилия", "полное имя"),
    field("first_name", "text", "given name", "имя"),
    field("middle_name", "text", "patronymic", "second name", "отчество"),
    field("last_name", "text", "surname", "family name", "фамилия"),
    field("gender", "choice", "sex", "пол"),
    field(
      "birth_on",
      "date",
      "birthday",
      "birth date",
      "birthdate",
      "date of birth",
      "dob",
      "дата рождения",
      "день рождения",
    ),
    field("city", "text", "town", "город", "населенный пункт"),
    field("region", "text", "state", "province", "регион", "область"),
    field("country", "text", "страна"),
    field("zip", "text", "postal code", "postcode", "zip code", "индекс", "почтовый индекс"),
    field("locale", "text", "language", "lang", "язык"),
    field("time_zone", "text", "timezone", "часовой пояс"),
    field(
      "registered_at",
      "instant",
      "registered",
      "created at",
      "created",
      "signup date",
      "register date",
      "registration date",
      "дата регистрации",
    ),
    field(
      "subscription.email",
      "flag",
      "email consent",
      "subscribed",
      "newsletter",
      "согласие на рассылку",
      "подписка",
      "согласие email",
    ),
    field("subscription.sms", "flag", "sms consent", "согласие sms", "согласие смс"),
  ],
  orders: [
    field(
      "external_id",
      "text",
      "order id",
      "order",
      "id",
      "order no",
      "transaction id",
      "номер заказа",
      "код заказа",
      "id заказа",
      "заказ",
      "ид",
    ),
    ...purchase,
    field("payment_status", "choice", "payment", "оплата", "статус оплаты"),
    field("delivery_status", "text", "delivery", "доставка", "статус доставки"),
    field("promo_code", "text", "coupon", "promocode", "промокод", "купон"),
  ],
  receipts: [
    field(
      "external_id",
      "text",
      "receipt id",
      "receipt",
      "check id",
      "id",
      "transaction id",
      "код чека",
      "id чека",
      "чек",
      "ид",
    ),
    ...purchase,
    field("order", "text", "order id", "order external id", "заказ", "код заказа", "id заказа"),
    field("bonus_paid", "money", "bonuses paid", "оплачено бонусами", "списано бонусов"),
    field("bonus_earned", "money", "bonuses earned", "начислено бонусов"),
  ],
  products: [
    field(
      "external_id",
      "text",
      "product id",
      "sku",
      "id",
      "article",
      "product",
      "код товара",
      "артикул",
      "id товара",
      "код",
      "ид",
    ),
    field("name", "text", "title", "product name", "название", "наименование", "товар"),
    field("category", "text", "category id", "group", "категория", "код категории", "группа"),
    field("brand", "text", "vendor", "manufacturer", "бренд", "производитель", "марка"),
    field("price", "money", "current price", "цена"),
    field("old_price", "money", "compare at price", "list price", "старая цена", "цена до скидки"),
    field("url", "text", "link", "product url", "ссылка", "адрес"),
    field("image_url", "text", "image", "picture", "photo", "image link", "картинка", "изображение", "фото"),
    field("is_available", "flag", "available", "in stock", "stock", "наличие", "в наличии", "доступен"),
  ],
  categories: [
    field("external_id", "text", "category id", "id", "code", "код категории", "id категории", "код", "ид"),
    field("name", "text", "title", "category", "category name", "название", "наименование", "категория"),
    field(
      "parent",
      "text",
      "parent id",
      "parent category",
      "parent category id",
      "родитель",
      "родительская категория",
      "код родителя",
    ),
  ],
  stores: [
    field(
      "external_id",
      "text",
      "store id",
      "shop id",
      "id",
      "code",
      "код магазина",
      "id магазина",
      "код",
      "ид",
    ),
    field("name", "text", "title", "store", "store name", "shop", "название", "наименование", "магазин"),
    field("city", "text", "town", "город"),
    field("region", "text", "state", "province", "регион", "область"),
    field("address", "text", "street address", "адрес"),
    field("format", "text", "store format", "type", "формат", "тип"),
    field("time_zone", "text", "timezone", "часовой пояс"),
  ],
};

/** What must be mapped: at least one code of each group. */
export function requiredGroups(entity: ImportEntity, mapped: ReadonlySet<string>): string[][] {
  const naming = ["customer.external_id", "customer.email", "customer.phone"];
  switch (entity) {
    case "customers":
      return [["external_id", "email", "phone"]];
    case "orders":
    case "receipts":
      // With an id of their own, rows may change single fields of known records; without one, rows are new records.
      return mapped.has("external_id") ? [] : [naming, ["occurred_at"], ["total"]];
    default:
      return [["external_id"]];
  }
}
