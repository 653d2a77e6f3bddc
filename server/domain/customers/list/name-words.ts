import { sql } from "drizzle-orm";
import type { Context } from "@/server/kernel/context";

/** Brings the words of names met lately into the dictionary that typing errors are looked for in. */
export async function foldNameWords(ctx: Context): Promise<number> {
  const rows = await ctx.db.execute<{ n: number }>(sql`
    with taken as (delete from new_name_words where ctid in (select ctid from new_name_words limit 50000) returning word),
    added as (insert into name_words (word) select distinct word from taken order by word on conflict do nothing returning 1)
    select count(*)::int as n from added`);
  return rows[0]?.n ?? 0;
}
