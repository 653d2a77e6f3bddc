import { Client } from "pg";
import { createDb, type Db } from "@/server/db/client";
import { ensurePartitions, monthsBetween } from "@/server/db/partitions";
import { demoCategories, demoProducts } from "./catalogue";
import { type DemoCustomer, demoMonths, drawHistory } from "./history";
import { json, type Load } from "./load";
import { loadCampaign } from "./load-campaign";
import { loadCatalogue, loadSettings } from "./load-catalogue";
import { loadDuplicates } from "./load-duplicates";
import { loadFields } from "./load-fields";
import { loadInsights } from "./load-insights";
import { loadCustomers } from "./load-people";
import { loadEventNames, loadMetrics, loadPurchases } from "./load-purchases";
import { loadQuality } from "./load-quality";
import { loadTags } from "./load-tags";
import { loadWeb } from "./load-web";
import { demoStores } from "./people";

export interface SeedOptions {
  databaseUrl: string;
  now: Date;
  /** Address of the shop, for the links in carts and letters. */
  baseUrl: string;
  report: (line: string) => void;
}

/** Set with the data, in its transaction; holds the moment it was drawn for, so that the same can be drawn again. */
const dataMarker = "demo_seeded_at";
const campaignMarker = "demo_campaign_at";

async function markedAt(client: Client, name: string): Promise<Date | undefined> {
  const { rows } = await client.query<{ value: string }>("select value from settings where name = $1", [
    name,
  ]);
  return rows[0] && new Date(rows[0].value);
}

/**
 * Fills an empty installation with the demo retailer; an interrupted seeding goes on where it stopped. Does nothing
 * when it is there, or when there are customers of one's own. Needs the built-in letters (bootstrap).
 */
export async function seedDemo(options: SeedOptions): Promise<boolean> {
  const db = createDb({ url: options.databaseUrl, poolSize: 4, applicationName: "carillon demo" });
  try {
    return await withClient(options.databaseUrl, (client) => seedWith(client, db, options));
  } finally {
    await db.$client.end({ timeout: 5 });
  }
}

async function seedWith(client: Client, db: Db, options: SeedOptions): Promise<boolean> {
  if (await markedAt(client, campaignMarker)) return false;
  const started = performance.now();
  let drawnFor = await markedAt(client, dataMarker);
  if (!drawnFor && (await client.query("select 1 from customers limit 1")).rowCount) return false;
  const now = drawnFor ?? options.now;
  const customers = drawHistory(now);
  await preparePartitions(db, now);
  if (!drawnFor) {
    await client.query("begin");
    try {
      await loadAll(client, options, customers);
      await client.query("commit");
    } catch (error) {
      await client.query("rollback");
      throw error;
    }
    await client.query("analyze");
    drawnFor = now;
  }
  await seedCampaign(client, db, { ...options, now: drawnFor }, customers);
  options.report(`Demo retailer ready in ${((performance.now() - started) / 1000).toFixed(1)} s`);
  return true;
}

async function seedCampaign(
  client: Client,
  db: Db,
  options: SeedOptions,
  customers: DemoCustomer[],
): Promise<void> {
  const { rows } = await client.query<{ id: string }>(
    "select id from customers where created_via = 'demo' order by external_id",
  );
  const load = { ...newLoad(client, options, customers), customerIds: rows.map((row) => Number(row.id)) };
  const isThere = (await client.query("select 1 from campaigns limit 1")).rowCount;
  if (!isThere) {
    const { entries, letters } = await loadCampaign(db, load);
    options.report(`${entries} entries into a campaign, ${letters} letters`);
  }
  options.report(`${await loadInsights(db, options.now)} segments, RFM of three days`);
  await client.query("insert into settings (name, value) values ($1, $2)", [
    campaignMarker,
    json(options.now.toISOString()),
  ]);
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
  const load = newLoad(client, options, customers);
  await loadSettings(load);
  await loadFields(load);
  await loadCatalogue(load);
  report(`${demoProducts.length} products, ${demoCategories.length} categories, ${demoStores.length} stores`);
  await loadCustomers(load);
  await loadQuality(load);
  await loadDuplicates(load);
  report(`${customers.length} customers`);
  await loadPurchases(load);
  report(`${load.purchases.length} receipts and orders`);
  const { events, carts } = await loadWeb(load);
  report(`${events} site events, ${carts} open carts`);
  await loadMetrics(load);
  await loadTags(load);
  await loadEventNames(load);
  await client.query("insert into settings (name, value) values ($1, $2)", [
    dataMarker,
    json(options.now.toISOString()),
  ]);
}

const newLoad = (client: Client, options: SeedOptions, customers: DemoCustomer[]): Load => ({
  client,
  options,
  customers,
  categoryIds: new Map(),
  productIds: new Map(),
  storeIds: new Map(),
  customerIds: [],
  purchases: [],
  sourceId: 1,
});
