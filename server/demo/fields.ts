import { demoCategories, demoProducts } from "./catalogue";
import type { DemoCustomer } from "./history";
import { seededRandom } from "./random";

/** What the demo retailer knows of its people, goods and shops besides what every retailer knows. */
export interface DemoField {
  object: "customer" | "product" | "store";
  code: string;
  name: string;
  type: "integer" | "boolean" | "dictionary" | "multiselect" | "date" | "string";
  group: string;
  dictionary?: string;
  rules?: Record<string, number | string>;
  description?: string;
}
export const demoFields: readonly DemoField[] = [
  {
    object: "customer",
    code: "children",
    name: "Children",
    type: "integer",
    group: "family",
    rules: { min: 0, max: 20 },
  },
  {
    object: "customer",
    code: "pets",
    name: "Pets",
    type: "multiselect",
    group: "family",
    dictionary: "pets",
  },
  {
    object: "customer",
    code: "favourite_aisle",
    name: "Favourite aisle",
    type: "dictionary",
    group: "loyalty",
    dictionary: "aisles",
    description: "Where she has bought most often.",
  },
  {
    object: "customer",
    code: "loyalty_level",
    name: "Loyalty level",
    type: "dictionary",
    group: "loyalty",
    dictionary: "loyalty_levels",
  },
  { object: "customer", code: "card_since", name: "Card since", type: "date", group: "loyalty" },
  { object: "product", code: "name_ru", name: "Name in Russian", type: "string", group: "product" },
  { object: "store", code: "coffee_corner", name: "Coffee corner", type: "boolean", group: "store" },
  { object: "store", code: "parking", name: "Parking", type: "boolean", group: "store" },
];
export const demoFieldGroups = [
  { object: "customer", code: "family", name: "Family" },
  { object: "customer", code: "loyalty", name: "Loyalty" },
] as const;

export interface DemoDictionary {
  code: string;
  name: string;
  itemFields: { code: string; name: string; type: string }[];
  items: { code: string; name: string; attributes?: Record<string, unknown> }[];
}
export const demoDictionaries: readonly DemoDictionary[] = [
  {
    code: "pets",
    name: "Pets",
    itemFields: [],
    items: [
      { code: "cat", name: "Cat" },
      { code: "dog", name: "Dog" },
      { code: "fish", name: "Fish" },
      { code: "bird", name: "Bird" },
      { code: "rodent", name: "Rodent" },
    ],
  },
  {
    code: "loyalty_levels",
    name: "Loyalty levels",
    itemFields: [
      { code: "cashback", name: "Cashback, %", type: "decimal" },
      { code: "from_spent", name: "From spent a year", type: "integer" },
    ],
    items: [
      { code: "green", name: "Green", attributes: { cashback: 1, from_spent: 0 } },
      { code: "silver", name: "Silver", attributes: { cashback: 3, from_spent: 30_000 } },
      { code: "gold", name: "Gold", attributes: { cashback: 5, from_spent: 90_000 } },
    ],
  },
  {
    code: "aisles",
    name: "Aisles",
    itemFields: [],
    items: demoCategories.filter((one) => one.parent === null).map(({ code, name }) => ({ code, name })),
  },
];

/** Two countries, federal districts, and the regions where the shops are; some are left for the owner to assign. */
export const demoRegions: readonly {
  id: string;
  name: string;
  parent: string | null;
  currency?: string;
  aliases?: string[];
}[] = [
  { id: "ru", name: "Россия", parent: null, currency: "RUB", aliases: ["Russia"] },
  { id: "ru-central", name: "Центральный округ", parent: "ru" },
  { id: "ru-mow", name: "Москва", parent: "ru-central", aliases: ["Moscow"] },
  { id: "ru-nw", name: "Северо-Западный округ", parent: "ru" },
  { id: "ru-spe", name: "Санкт-Петербург", parent: "ru-nw", aliases: ["Saint Petersburg"] },
  { id: "ru-kgd", name: "Калининградская область", parent: "ru-nw" },
  { id: "ru-volga", name: "Приволжский округ", parent: "ru" },
  { id: "ru-ta", name: "Республика Татарстан", parent: "ru-volga" },
  { id: "ru-niz", name: "Нижегородская область", parent: "ru-volga" },
  { id: "ru-sam", name: "Самарская область", parent: "ru-volga" },
  { id: "ru-ural", name: "Уральский округ", parent: "ru" },
  { id: "ru-sve", name: "Свердловская область", parent: "ru-ural" },
  { id: "ru-sib", name: "Сибирский округ", parent: "ru" },
  { id: "ru-nvs", name: "Новосибирская область", parent: "ru-sib" },
  { id: "kz", name: "Казахстан", parent: null, currency: "KZT", aliases: ["Kazakhstan"] },
  { id: "kz-ala", name: "Алматы", parent: "kz", aliases: ["Almaty"] },
];

const aisleOf = new Map(
  demoProducts.map((product) => {
    const shelf = demoCategories.find((one) => one.code === product.category);
    return [product.code, shelf?.parent ?? product.category];
  }),
);

/** Drawn from her own number, so that nothing else of the retailer's history moves. */
export function customerAttributes(customer: DemoCustomer): Record<string, unknown> {
  const random = seededRandom(customer.index * 7919 + 17);
  const attributes: Record<string, unknown> = {
    home_store: customer.homeStore.code,
    loyalty_card: `77${String(customer.index).padStart(8, "0")}`,
    loyalty_level: levelOf(customer),
    card_since: customer.registeredAt.toISOString().slice(0, 10),
  };
  if (random.chance(0.55))
    attributes.children = random.weighted([
      [0, 40],
      [1, 30],
      [2, 22],
      [3, 6],
      [4, 2],
    ]);
  if (random.chance(0.4)) {
    const pets = ["cat", "dog", "fish", "bird", "rodent"].filter((_, i) =>
      random.chance([0.55, 0.4, 0.1, 0.08, 0.07][i] ?? 0),
    );
    if (pets.length > 0) attributes.pets = pets;
  }
  const favourite = favouriteAisle(customer);
  if (favourite) attributes.favourite_aisle = favourite;
  return attributes;
}

function levelOf(customer: DemoCustomer): string {
  const spent = customer.purchases.reduce((sum, one) => sum + one.totalMinor, 0) / 100;
  return spent >= 90_000 ? "gold" : spent >= 30_000 ? "silver" : "green";
}

function favouriteAisle(customer: DemoCustomer): string | undefined {
  const bought = new Map<string, number>();
  for (const line of customer.purchases.flatMap((one) => one.lines)) {
    const aisle = aisleOf.get(line.product.code);
    if (aisle) bought.set(aisle, (bought.get(aisle) ?? 0) + 1);
  }
  return [...bought].sort((a, b) => b[1] - a[1] || a[0].localeCompare(b[0]))[0]?.[0];
}
