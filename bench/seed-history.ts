/**
 * What the people of `seed-million.ts` did: purchases with lines in stores, a catalogue, events of the site. Drawn from the
 * same seed and written by COPY with all indexes and triggers on. A million people come with five million receipts and ten
 * million events; most of both are recent, and a few people have very many.
 */
import pg from "pg";
import { copyLines, copyValue } from "@/server/db/copy";
import { draw, seedPeople, skewed } from "./seed-million";

export interface HistoryOptions {
  people: number;
  /** Per person, on average. */
  receipts?: number;
  events?: number;
}

export const seededEnd = Date.parse("2026-11-20T12:00:00Z");
const day = 86_400_000;
const firstPerson = 1_000_000;
const line = (values: readonly (string | number | null)[]) => `${values.map(copyValue).join("\t")}\n`;
const at = (ms: number) => new Date(ms).toISOString();

const productCount = 5_000;
const categoryCount = 60;
const storeCount = 120;
/** Category n below ten groups, which lie below two halves. */
const categoryOf = (product: number) => 13 + (product % categoryCount);
export const brands = Array.from({ length: 80 }, (_, n) => `Brand ${n + 1}`);

async function seedCatalogue(client: pg.Client): Promise<void> {
  const groupOf = (leaf: number) => 3 + ((leaf - 13) % 10);
  const halfOf = (group: number) => 1 + (group % 2);
  const rows: (readonly (string | number | null)[])[] = [];
  for (let id = 1; id <= 2; id++) rows.push([id, `half-${id}`, null, `Half ${id}`, `{${id}}`]);
  for (let id = 3; id <= 12; id++)
    rows.push([id, `group-${id}`, halfOf(id), `Group ${id}`, `{${halfOf(id)},${id}}`]);
  for (let id = 13; id < 13 + categoryCount; id++) {
    const group = groupOf(id);
    rows.push([id, `leaf-${id}`, group, `Leaf ${id}`, `{${halfOf(group)},${group},${id}}`]);
  }
  await copyLines(
    client,
    "copy categories (id, external_id, parent_id, name, path) from stdin",
    rowsOf(rows),
  );
  await copyLines(
    client,
    "copy products (id, external_id, name, category_id, brand, price_minor) from stdin",
    rowsOf(
      Array.from({ length: productCount }, (_, i) => [
        i + 1,
        `P${i + 1}`,
        `Product ${i + 1}`,
        categoryOf(i + 1),
        skewed(brands, draw(i + 1, 501)),
        priceOf(i + 1),
      ]),
    ),
  );
  await copyLines(
    client,
    "copy stores (id, external_id, name) from stdin",
    rowsOf(Array.from({ length: storeCount }, (_, i) => [i + 1, `S${i + 1}`, `Store ${i + 1}`])),
  );
  await client.query(
    "insert into sources (id, code, name, write_key) overriding system value values (1, 'shop', 'Shop', 'wk_bench') on conflict do nothing",
  );
}
const priceOf = (product: number) => 5_000 + Math.floor(900_000 * draw(product, 500) ** 4);
const productOf = (chance: number) => 1 + Math.floor(productCount * chance ** 2.5);
async function* rowsOf(rows: readonly (readonly (string | number | null)[])[]): AsyncGenerator<string> {
  for (const row of rows) yield line(row);
}

/** Nothing for many, much for few; `mean` over everybody. */
const howMany = (n: number, purpose: number, mean: number, share: number, most: number): number =>
  draw(n, purpose) >= share
    ? 0
    : Math.min(most, 1 + Math.floor(-(mean / share - 0.5) * Math.log(1 - draw(n, purpose + 1))));
/** Rather lately than long ago. */
const moment = (n: number, purpose: number, days: number) =>
  seededEnd - Math.floor(draw(n, purpose) ** 1.7 * days * day);

async function seedPurchases(client: pg.Client, { people, receipts = 5 }: HistoryOptions): Promise<void> {
  const ofPerson = (n: number) => howMany(n, 600, receipts, 0.62, 80);
  const each = async function* (make: (n: number, k: number, id: number) => Iterable<string>) {
    let id = 10_000_000;
    for (let n = 1; n <= people; n++)
      for (let k = 0, all = ofPerson(n); k < all; k++) yield* make(n, k, ++id);
  };
  const lines = (n: number, k: number) => 1 + Math.floor(2.2 * draw(n, 700 + k) ** 2);
  const lineOf = (n: number, k: number, no: number) => {
    const product = productOf(draw(n, 2_000 + k * 4 + no));
    return {
      product,
      quantity: 1 + Math.floor(4 * draw(n, 4_000 + k * 4 + no) ** 3),
      price: priceOf(product),
    };
  };
  await copyLines(
    client,
    "copy receipts (customer_id, id, external_id, number, occurred_at, status, store_id, channel, total_minor, discount_minor) from stdin",
    each(function* (n, k, id) {
      let total = 0;
      for (let no = 0; no < lines(n, k); no++) {
        const { quantity, price } = lineOf(n, k, no);
        total += quantity * price;
      }
      yield line([
        firstPerson + n,
        id,
        `R-${id}`,
        String(id),
        at(moment(n, 1_000 + k, 900)),
        draw(n, 1_200 + k) < 0.02 ? "returned" : "completed",
        1 + Math.floor(storeCount * draw(n, 1_400) ** 2),
        k % 4 ? "store" : "web",
        total,
        draw(n, 1_600 + k) < 0.3 ? Math.round(total * 0.1) : 0,
      ]);
    }),
  );
  await copyLines(
    client,
    "copy receipt_lines (customer_id, receipt_id, line_no, product_id, product_external_id, quantity, price_minor, total_minor) from stdin",
    each(function* (n, k, id) {
      for (let no = 0; no < lines(n, k); no++) {
        const { product, quantity, price } = lineOf(n, k, no);
        yield line([firstPerson + n, id, no + 1, product, `P${product}`, quantity, price, quantity * price]);
      }
    }),
  );
}

const names = ["Product Viewed", "Product Added", "Products Searched", "Checkout Started"] as const;
const eventDays = 400;

async function seedEvents(client: pg.Client, { people, events = 10 }: HistoryOptions): Promise<void> {
  for (let back = 0; back <= eventDays + 31; back += 28)
    await client.query("select ensure_month_partition('customer_events', $1::date)", [
      at(seededEnd - back * day).slice(0, 10),
    ]);
  const id = (n: number, k: number) =>
    `${n.toString(16).padStart(8, "0")}-0000-4000-8000-${k.toString(16).padStart(12, "0")}`;
  await copyLines(
    client,
    "copy customer_events (customer_id, occurred_at, id, origin_id, device_id, source_id, type, name, properties, context, received_at) from stdin",
    (async function* () {
      for (let n = 1; n <= people; n++) {
        const all = howMany(n, 3_000, events, 0.55, 150);
        for (let k = 0; k < all; k++) {
          const when = at(moment(n, 5_000 + k, eventDays));
          const chance = draw(n, 6_000 + k);
          const isPage = chance >= 0.75;
          const name = isPage
            ? "Catalogue"
            : names[chance < 0.5 ? 0 : chance < 0.62 ? 1 : chance < 0.7 ? 2 : 3];
          const product = productOf(draw(n, 7_000 + k));
          const properties = isPage
            ? `{"path":"/c/${categoryOf(product)}"}`
            : `{"product_id":"P${product}","price":${priceOf(product) / 100},"category":"leaf-${categoryOf(product)}"}`;
          yield line([
            firstPerson + n,
            when,
            id(n, k),
            firstPerson + n,
            firstPerson + n,
            1,
            isPage ? "page" : "track",
            name ?? "",
            properties,
            "{}",
            when,
          ]);
        }
      }
    })(),
  );
}

/** People and all they did; statistics are up to date afterwards. */
export async function seedHistory(url: string, options: HistoryOptions): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query("set synchronous_commit = off");
    await seedCatalogue(client);
    await seedPeople(url, { people: options.people, firstId: firstPerson });
    const second = new pg.Client({ connectionString: url });
    await second.connect();
    await second.query("set synchronous_commit = off");
    await Promise.all([seedPurchases(client, options), seedEvents(second, options)]).finally(() =>
      second.end(),
    );
    await client.query(
      "vacuum (analyze) receipts, receipt_lines, customer_events, products, categories, stores",
    );
  } finally {
    await client.end();
  }
}
