import type { Queryable } from "@/server/db/client";
import type { ProjectSettings } from "@/server/domain/account";
import { notFound } from "@/server/platform/errors";
import { buildRenderContext, type CustomerFacts, type RenderContext } from "./context";
import type { LetterLocale } from "./model";
import { findCart, findCustomer, sampleProducts } from "./store";

/** Where the data of a preview comes from, so that the page can say so. */
export interface SampleOrigin {
  customer: "chosen" | "invented";
  cart: "her-own" | "sample";
}

const invented: Record<LetterLocale, CustomerFacts> = {
  en: {
    id: 0,
    firstName: "Anna",
    lastName: "Berg",
    email: "anna@example.com",
    phone: "+49 30 5550 1199",
    city: "Berlin",
  },
  ru: {
    id: 0,
    firstName: "Анна",
    lastName: "Берг",
    email: "anna@example.com",
    phone: "+7 912 555-01-99",
    city: "Казань",
  },
};
const inventedGoods: Record<LetterLocale, string[]> = {
  en: ["Sample product", "Another sample product"],
  ru: ["Образец товара", "Ещё один образец"],
};

interface SampleRequest {
  customerId: number | null;
  locale: LetterLocale;
  settings: ProjectSettings;
  now: Date;
}

/** Everything a letter can say about one person: her own cart if she has one, or one filled from the shop's shelves. */
export async function sampleContext(
  db: Queryable,
  request: SampleRequest,
): Promise<{ context: RenderContext; origin: SampleOrigin }> {
  const { customerId, locale, settings, now } = request;
  const customer = customerId === null ? undefined : await findCustomer(db, customerId);
  if (customerId !== null && !customer) throw notFound("customer", `cus_${customerId}`);
  const { snapshot, isOwnCart } = await sampleSnapshot(db, request);
  const context = buildRenderContext({
    customer: customer ?? invented[locale],
    context: snapshot,
    // Dead ends: a preview must not unsubscribe anybody.
    links: { unsubscribe: "#", preferences: "#", webVersion: "#" },
    project: settings,
    now,
  });
  return {
    context,
    origin: { customer: customer ? "chosen" : "invented", cart: isOwnCart ? "her-own" : "sample" },
  };
}

/** What a message would have kept from its trigger: for previews and test letters. */
export async function sampleSnapshot(
  db: Queryable,
  { customerId, locale, settings, now }: SampleRequest,
): Promise<{ snapshot: Record<string, unknown>; isOwnCart: boolean }> {
  const own = customerId === null ? undefined : await findCart(db, customerId);
  const cart = own ?? (await shelfCart(db, locale, settings));
  const order = {
    ...cart,
    number: "10482",
    status: "paid",
    placedAt: now.toISOString(),
    url: settings.siteUrl,
  };
  return {
    snapshot: { cart, order, event: { name: "Cart Left", properties: {} } },
    isOwnCart: own !== undefined,
  };
}

async function shelfCart(db: Queryable, locale: LetterLocale, settings: ProjectSettings) {
  const products = await sampleProducts(db, 3);
  const items =
    products.length > 0
      ? products.map((product, index) => ({
          name: product.name,
          quantity: index === 1 ? 2 : 1,
          priceMinor: Number(product.price_minor),
          url: product.url ?? "",
          imageUrl: product.image_url ?? "",
        }))
      : inventedGoods[locale].map((name) => ({ name, quantity: 1, priceMinor: 1000, url: "", imageUrl: "" }));
  const totalMinor = items.reduce((sum, item) => sum + item.priceMinor * item.quantity, 0);
  return { items, totalMinor, currency: settings.currency, cartUrl: settings.siteUrl };
}
