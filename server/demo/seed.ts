import { Client } from "pg";
import { createDb, type Db } from "@/server/db/client";
import { ensurePartitions, monthsBetween } from "@/server/db/partitions";
import { demoCategories, demoProducts } from "./catalogue";
import { type DemoCustomer, demoMonths, drawHistory } from "./history";
import { json, type Load } from "./load";
import { loadCatalogue, loadSettings } from "./load-catalogue";
import { loadCustomers } from "./load-people";
import { loadMetrics, loadPurchases } from "./load-purchases";
import { loadWeb } from "./load-web";
import { demoStores } from "./people";

export interface SeedOptions {
  databaseUrl: string;
  now: Date;
  /** Address of the shop, for the links in carts and letters. */
  baseUrl: string;
  report: (line: string) => void;
}

const marker = "demo_seeded_at";

/** True once the demo retailer is there: seeding happens in one transaction, so there is no half of it. */
export async function isDemoSeeded(databaseUrl: string): Promise<boolean> {
  return withClient(
    databaseUrl,
    async (client) => (await client.query("select 1 from settings where name = $1", [marker])).rowCount === 1,
  );
}

/** Fills an empty installation with the demo retailer. Does nothing when it is there, or when there are customers. */
export async function seedDemo(options: SeedOptions): Promise<boolean> {
  const { databaseUrl, now, report } = options;
  if (await isDemoSeeded(databaseUrl)) return false;
  const db = createDb({ url: databaseUrl, poolSize: 2, applicationName: "carillon demo" });
  try {
    await preparePartitions(db, now);
    return await withClient(databaseUrl, async (client) => {
      if ((await client.query("select 1 from customers limit 1")).rowCount) return false;
      const started = performance.now();
      const customers = drawHistory(now);
      await client.query("begin");
      try {
        await loadAll(client, options, customers);
        await client.query("commit");
      } catch (error) {
        await client.query("rollback");
        throw error;
      }
      await client.query("analyze");
      report(`Demo retailer ready in ${((performance.now() - started) / 1000).toFixed(1)} s`);
      return true;
    });
  } finally {
    await db.$client.end({ timeout: 5 });
  }
}

async function preparePartitions(db: Db, now: Date): Promise<void> {
  const from = new Date(now.getTime() - (demoMonths + 1) * 31 * 86_400_000);
  for (const table of ["customer_events", "messages", "message_contents", "message_events"] as const)
    await ensurePartitions(db, table, monthsBetween(from, now));
}

async function withClient<T>(databaseUrl: string, run: (client: Client) => Promise<T>): Promise<T> {
  const client = new Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    return await run(client);
  } finally {
    await client.end();
  }
}

async function loadAll(client: Client, options: SeedOptions, customers: DemoCustomer[]): Promise<void> {
  const { report } = options;
  const load: Load = {
    client,
    options,
    customers,
    categoryIds: new Map(),
    productIds: new Map(),
    storeIds: new Map(),
    customerIds: [],
    purchases: [],
    sourceId: 1,
  };
  await loadSettings(load);
  await loadCatalogue(load);
  report(`${demoProducts.length} products, ${demoCategories.length} categories, ${demoStores.length} stores`);
  await loadCustomers(load);
  report(`${customers.length} customers`);
  await loadPurchases(load);
  report(`${load.purchases.length} receipts and orders`);
  const { events, carts } = await loadWeb(load);
  report(`${events} site events, ${carts} open carts`);
  await loadMetrics(load);
  await client.query("insert into settings (name, value) values ($1, $2)", [
    marker,
    json(options.now.toISOString()),
  ]);
}
