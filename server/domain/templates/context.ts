import { z } from "zod";

/** What a letter can say: the whole of it is data, in the project's words, with amounts in whole units. */
export interface RenderContext {
  customer: CustomerVariables;
  cart: CartVariables | null;
  order: OrderVariables | null;
  /** The event that started it, as it was: `{{ trigger.name }}`, `{{ trigger.properties.size }}`. */
  trigger: Record<string, unknown>;
  links: LinkVariables;
  company: CompanyVariables;
  /** Constants of the project. */
  const: Record<string, unknown>;
  /** The moment of writing, ISO; `{{ "now" | date }}` reads it. */
  now: string;
}
export interface CustomerVariables {
  id: string;
  first_name: string;
  middle_name: string;
  last_name: string;
  full_name: string;
  email: string;
  phone: string;
  gender: string;
  birthday: string;
  city: string;
  region: string;
  country: string;
  registered_at: string;
  attributes: Record<string, unknown>;
}
export interface CartVariables {
  items: CartItemVariables[];
  /** Pieces, not lines. */
  count: number;
  total: number;
  currency: string;
  url: string;
}
export interface CartItemVariables {
  name: string;
  quantity: number;
  price: number;
  total: number;
  url: string;
  image_url: string;
  variant: string;
}
export interface OrderVariables extends CartVariables {
  number: string;
  date: string;
  status: string;
}
export interface LinkVariables {
  unsubscribe: string;
  preferences: string;
  web_version: string;
}
export interface CompanyVariables {
  name: string;
  postal_address: string;
  support_email: string;
  url: string;
  currency: string;
  time_zone: string;
}

/** A row of `customers`, as far as letters need it. */
export interface CustomerFacts {
  id: number;
  firstName: string | null;
  middleName?: string | null;
  lastName: string | null;
  email: string | null;
  phone: string | null;
  gender?: string | null;
  birthOn?: string | null;
  city?: string | null;
  region?: string | null;
  country?: string | null;
  registeredAt?: Date | null;
  attributes?: Record<string, unknown>;
}
/** Of the project's settings, what letters need. */
export interface ProjectFacts {
  company: string;
  siteUrl: string;
  postalAddress: string;
  supportEmail: string;
  currency: string;
  timeZone: string;
}

const text = z.union([z.string(), z.number().transform(String)]).catch("");
const minor = z.coerce.number().catch(0);
const line = z.object({
  name: text,
  quantity: z.coerce.number().positive().catch(1),
  priceMinor: minor,
  url: text,
  imageUrl: text,
  variant: text,
});
const lines = z
  .array(line.catch({ name: "", quantity: 1, priceMinor: 0, url: "", imageUrl: "", variant: "" }))
  .catch([]);
/** A cart as its row keeps it. Lenient: what is odd becomes empty, because a letter must not fail over it. */
const cartSnapshot = z.object({ items: lines, totalMinor: minor.nullish(), currency: text, cartUrl: text });
const orderSnapshot = z.object({
  externalId: text,
  number: text,
  status: text,
  placedAt: text,
  occurredAt: text,
  items: lines,
  lines: lines,
  totalMinor: minor.nullish(),
  currency: text,
  url: text,
});
const triggerSnapshot = z.record(z.string(), z.unknown());

/** Decimal places of a currency: 2 for EUR, 0 for JPY. */
const fractionDigits = (currency: string): number => {
  try {
    return (
      new Intl.NumberFormat("en", { style: "currency", currency }).resolvedOptions().maximumFractionDigits ??
      2
    );
  } catch {
    return 2;
  }
};
const wholeUnits = (amountMinor: number, currency: string): number =>
  amountMinor / 10 ** fractionDigits(currency);

function itemsOf(rows: z.output<typeof lines>, currency: string): CartItemVariables[] {
  return rows.map((row) => ({
    name: row.name,
    quantity: row.quantity,
    price: wholeUnits(row.priceMinor, currency),
    total: wholeUnits(Math.round(row.priceMinor * row.quantity), currency),
    url: row.url,
    image_url: row.imageUrl,
    variant: row.variant,
  }));
}

function basketOf(
  snapshot: {
    items: z.output<typeof lines>;
    totalMinor?: number | null | undefined;
    currency: string;
    url: string;
  },
  project: ProjectFacts,
): CartVariables {
  const currency = /^[A-Z]{3}$/.test(snapshot.currency) ? snapshot.currency : project.currency;
  const sumMinor = snapshot.items.reduce((sum, row) => sum + Math.round(row.priceMinor * row.quantity), 0);
  return {
    items: itemsOf(snapshot.items, currency),
    count: snapshot.items.reduce((sum, row) => sum + row.quantity, 0),
    total: wholeUnits(snapshot.totalMinor ?? sumMinor, currency),
    currency,
    url: snapshot.url || project.siteUrl,
  };
}

function cartOf(raw: unknown, project: ProjectFacts): CartVariables | null {
  const parsed = cartSnapshot.safeParse(raw);
  return parsed.success ? basketOf({ ...parsed.data, url: parsed.data.cartUrl }, project) : null;
}

function orderOf(raw: unknown, project: ProjectFacts): OrderVariables | null {
  const parsed = orderSnapshot.safeParse(raw);
  if (!parsed.success) return null;
  const order = parsed.data;
  const items = order.items.length > 0 ? order.items : order.lines;
  return {
    ...basketOf({ ...order, items }, project),
    number: order.number || order.externalId,
    date: order.placedAt || order.occurredAt,
    status: order.status,
  };
}

export function customerVariables(customer: CustomerFacts): CustomerVariables {
  const names = [customer.firstName, customer.lastName].filter(Boolean);
  return {
    id: `cus_${customer.id}`,
    first_name: customer.firstName ?? "",
    middle_name: customer.middleName ?? "",
    last_name: customer.lastName ?? "",
    full_name: names.join(" "),
    email: customer.email ?? "",
    phone: customer.phone ?? "",
    gender: customer.gender ?? "",
    birthday: customer.birthOn ?? "",
    city: customer.city ?? "",
    region: customer.region ?? "",
    country: customer.country ?? "",
    registered_at: customer.registeredAt?.toISOString() ?? "",
    attributes: customer.attributes ?? {},
  };
}

export interface RenderFacts {
  customer: CustomerFacts;
  /** What the message kept from its source: `{ cart?, order?, event? }`, each as it was then. */
  context: unknown;
  links: { unsubscribe: string; preferences: string; webVersion: string };
  project: ProjectFacts;
  now: Date;
  constants?: Record<string, unknown>;
}

/** From rows to what a letter can say. Pure: the caller loads the rows of a whole batch at once. */
export function buildRenderContext(facts: RenderFacts): RenderContext {
  const { customer, links, project, now } = facts;
  const kept = triggerSnapshot.catch({}).parse(facts.context);
  return {
    customer: customerVariables(customer),
    cart: kept.cart ? cartOf(kept.cart, project) : null,
    order: kept.order ? orderOf(kept.order, project) : null,
    trigger: triggerSnapshot.catch({}).parse(kept.event ?? kept.trigger ?? {}),
    links: { unsubscribe: links.unsubscribe, preferences: links.preferences, web_version: links.webVersion },
    company: {
      name: project.company,
      postal_address: project.postalAddress,
      support_email: project.supportEmail,
      url: project.siteUrl,
      currency: project.currency,
      time_zone: project.timeZone,
    },
    const: facts.constants ?? {},
    now: now.toISOString(),
  };
}
