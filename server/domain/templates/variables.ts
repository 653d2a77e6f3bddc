import type { LetterLocale } from "./model";

export const variableGroups = ["customer", "fields", "cart", "order", "trigger", "company", "links"] as const;
export type VariableGroup = (typeof variableGroups)[number];

export interface Variable {
  /** As templates name it. */
  path: string;
  group: VariableGroup;
  /** What the inserter writes. */
  snippet: string;
  label: Record<LetterLocale, string>;
}

const variable = (group: VariableGroup, path: string, en: string, ru: string, filter = ""): Variable => ({
  path,
  group,
  snippet: `{{ ${path}${filter} }}`,
  label: { en, ru },
});
const goods = (container: "cart" | "order"): Variable => ({
  path: `${container}.items`,
  group: container,
  snippet: `{% for item in ${container}.items limit: 5 %}{{ item.name }}{% unless forloop.last %}, {% endunless %}{% endfor %}`,
  label: { en: "Goods, by name", ru: "Товары списком" },
});

/** All that a letter can say, in the order of the inserter. */
export const variables: readonly Variable[] = [
  variable("customer", "customer.first_name", "First name", "Имя", ' | default: "friend"'),
  variable("customer", "customer.last_name", "Last name", "Фамилия"),
  variable("customer", "customer.middle_name", "Middle name", "Отчество"),
  variable("customer", "customer.full_name", "Full name", "Имя и фамилия"),
  variable("customer", "customer.email", "Email", "Почта"),
  variable("customer", "customer.phone", "Phone", "Телефон"),
  variable("customer", "customer.gender", "Gender", "Пол"),
  variable("customer", "customer.birthday", "Birthday", "День рождения", ' | date: "day"'),
  variable("customer", "customer.city", "City", "Город"),
  variable("customer", "customer.region", "Region", "Регион"),
  variable("customer", "customer.country", "Country", "Страна"),
  variable("customer", "customer.registered_at", "Registered on", "Дата регистрации", ' | date: "long"'),
  variable("customer", "customer.id", "Number", "Номер"),
  goods("cart"),
  variable("cart", "cart.count", "Pieces in the cart", "Штук в корзине"),
  variable("cart", "cart.total", "Cart total", "Сумма корзины", " | money: cart.currency"),
  variable("cart", "cart.url", "Link to the cart", "Ссылка на корзину"),
  variable("cart", "cart.currency", "Currency of the cart", "Валюта корзины"),
  variable("order", "order.number", "Order number", "Номер заказа"),
  variable("order", "order.date", "Order date", "Дата заказа", ' | date: "long"'),
  variable("order", "order.status", "Order status", "Статус заказа"),
  goods("order"),
  variable("order", "order.count", "Pieces in the order", "Штук в заказе"),
  variable("order", "order.total", "Order total", "Сумма заказа", " | money: order.currency"),
  variable("order", "order.currency", "Currency of the order", "Валюта заказа"),
  variable("order", "order.url", "Link to the order", "Ссылка на заказ"),
  variable("trigger", "trigger.name", "Name of the event", "Название события"),
  variable("company", "company.name", "Company", "Компания"),
  variable("company", "company.postal_address", "Postal address", "Почтовый адрес"),
  variable("company", "company.support_email", "Support email", "Почта поддержки"),
  variable("company", "company.url", "Website", "Сайт"),
  variable("links", "links.unsubscribe", "Unsubscribe link", "Ссылка отписки"),
  variable("links", "links.preferences", "Preferences link", "Ссылка на настройки"),
  variable("links", "links.web_version", "Web version", "Веб-версия"),
];

/** Custom fields of customers as variables: of a date in words, of the others as they are. */
export const customVariables = (
  fields: readonly { code: string; name: string; type: string }[],
): Variable[] =>
  fields
    .filter((field) => field.type !== "json")
    .map((field) =>
      variable(
        "fields",
        `${customPrefix}${field.code}`,
        field.name,
        field.name,
        field.type === "date" || field.type === "datetime"
          ? ' | date: "long"'
          : field.type === "money"
            ? " | money: company.currency"
            : "",
      ),
    );
export const customPrefix = "customer.attributes.";

/** Codes of the custom fields among the variables a letter asks for; `level_code` asks for the field `level`. */
export const customCodes = (asked: readonly string[], isField: (code: string) => boolean): string[] => [
  ...new Set(
    asked.flatMap((path) => {
      const code = path.startsWith(customPrefix) ? (path.slice(customPrefix.length).split(".")[0] ?? "") : "";
      const bare = code.replace(/_code$/, "");
      return code === "" ? [] : [!isField(code) && isField(bare) ? bare : code];
    }),
  ),
];

/** A line with Liquid as people read it: the first way of each choice, variables by their names in brackets. */
export function readableLine(text: string, locale: LetterLocale): string {
  return text
    .replace(/\{%-?\s*(?:else|elsif)\b[\s\S]*?\{%-?\s*endif\s*-?%\}/g, "")
    .replace(/\{%[\s\S]*?%\}/g, "")
    .replace(/\{\{-?\s*([\w.]+)[\s\S]*?\}\}/g, (_whole, path: string) => `[${labelOf(path, locale)}]`)
    .trim();
}
const labelOf = (path: string, locale: LetterLocale): string =>
  variables.find((entry) => entry.path === path)?.label[locale] ?? path;

const itemFields = ["name", "quantity", "price", "total", "url", "image_url", "variant"];
const known = new Set([
  ...variables.map((entry) => entry.path),
  ...["cart", "order"].flatMap((container) => [
    container,
    ...itemFields.map((field) => `${container}.items.${field}`),
  ]),
  ...["company.currency", "company.time_zone", "customer", "company", "links", "now"],
  // List words that Liquid itself understands.
  ...["cart", "order"].flatMap((container) =>
    ["size", "first", "last"].map((word) => `${container}.items.${word}`),
  ),
]);
/** Below these anything may be found: the project's own fields, the event's own properties, constants. */
const open = ["customer.attributes.", "trigger.", "const."];

export const isKnownVariable = (path: string): boolean =>
  known.has(path) || open.some((prefix) => path.startsWith(prefix) || `${path}.` === prefix);
