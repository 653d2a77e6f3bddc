import { asc, eq, isNotNull, sql } from "drizzle-orm";
import { db } from "@/server/db/client";
import { customers, settings, sources } from "@/server/db/schema";
import { env } from "@/server/platform/env";

export interface DemoShopper {
  externalId: string;
  name: string;
  email: string;
  city: string;
  locale: string;
}
export interface DemoShop {
  /** Public by nature: the tracker carries it. */
  writeKey: string;
  /** Demo customers one can sign in as. */
  shoppers: DemoShopper[];
}

/** What the demo storefront needs; undefined where there is no demo retailer, so that its pages do not exist. */
export async function openDemoShop(): Promise<DemoShop | undefined> {
  if (!env.DEMO) return undefined;
  const [seeded] = await db()
    .select({ name: settings.name })
    .from(settings)
    .where(eq(settings.name, "demo_seeded_at"));
  const [source] = await db()
    .select({ writeKey: sources.writeKey })
    .from(sources)
    .where(eq(sources.isActive, true))
    .orderBy(asc(sources.id))
    .limit(1);
  if (!seeded || !source) return undefined;
  const rows = await db()
    .select({
      externalId: customers.externalId,
      firstName: customers.firstName,
      lastName: customers.lastName,
      email: customers.email,
      city: customers.city,
      locale: customers.locale,
    })
    .from(customers)
    .where(
      sql`${isNotNull(customers.email)} and ${customers.externalId} like 'C-000%' and ${customers.createdVia} = 'demo' and ${customers.emailCode} = 0 and ${customers.state} = 'active'`,
    )
    .orderBy(asc(customers.externalId))
    .limit(40);
  const shoppers = rows.map((row) => ({
    externalId: row.externalId ?? "",
    name: [row.firstName, row.lastName].filter(Boolean).join(" "),
    email: row.email ?? "",
    city: row.city ?? "",
    locale: row.locale ?? "en",
  }));
  return { writeKey: source.writeKey, shoppers };
}
