import { type SQL, sql } from "drizzle-orm";
import type { Db } from "@/server/db/client";
import { streamRows } from "@/server/db/stream-rows";
import { query } from "@/server/kernel/command";
import { rfmPreview } from "./schema";
import { scopeOfBase } from "./scope";
import { scoresQuery } from "./score-sql";

export interface RfmLine {
  customerId: number;
  externalId: string | null;
  recencyDays: number;
  frequency: number;
  monetaryMinor: number;
  r: number;
  f: number;
  m: number;
}

/** The scores that this scoring would give, customer by customer, in batches; nothing is stored. */
export const previewRfm = query({
  name: "rfm.preview",
  permission: "segments:read",
  input: rfmPreview,
  async run(ctx, { asOf, ...scoring }): Promise<AsyncGenerator<RfmLine[]>> {
    const scope = await scopeOfBase(ctx.db, scoring.base, ctx.clock.now());
    return linesOf(ctx.db as Db, scoresQuery(scoring, asOf, scope));
  },
});

interface Row extends Record<string, unknown> {
  customer_id: number;
  external_id: string | null;
  recency_days: number;
  frequency: number;
  monetary_minor: number;
  r: number;
  f: number;
  m: number;
}

async function* linesOf(db: Db, scores: SQL): AsyncGenerator<RfmLine[]> {
  const rows = sql`
    select s.customer_id, c.external_id, s.recency_days, s.frequency, s.monetary_minor, s.r, s.f, s.m
    from (${scores}) s join customers c on c.id = s.customer_id order by s.customer_id`;
  for await (const batch of streamRows<Row>(db, rows))
    yield batch.map((row) => ({
      customerId: row.customer_id,
      externalId: row.external_id,
      recencyDays: row.recency_days,
      frequency: row.frequency,
      monetaryMinor: row.monetary_minor,
      r: row.r,
      f: row.f,
      m: row.m,
    }));
}
