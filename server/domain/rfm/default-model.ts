import { sql } from "drizzle-orm";
import { jsonParam, type Queryable } from "@/server/db/client";
import { rfmScoring } from "./schema";

/** RFM comes configured: everybody, five groups, the last year. Safe to repeat. */
export async function ensureDefaultModel(db: Queryable): Promise<void> {
  const scoring = rfmScoring.parse({ groups: 5, periodDays: 365 });
  await db.execute(sql`
    insert into rfm_models (name, is_default, scoring)
    select 'All customers', true, ${jsonParam(scoring)} where not exists (select 1 from rfm_models)
    on conflict do nothing`);
}
