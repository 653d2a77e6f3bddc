/** Places without her number that may still tell of her: refused input, logs, samples, the work of engines. */
import { sql } from "drizzle-orm";
import { arrayParam, type Queryable } from "@/server/db/client";
import { customerTables } from "@/server/db/customer-tables";
import { publicId } from "@/server/platform/ids";
import { containing, type Needles, spellings } from "./needles";

export async function eraseTraces(
  db: Queryable,
  subjectIds: readonly number[],
  needles: Needles,
): Promise<Record<string, number>> {
  const counts: Record<string, number> = {};
  const patterns = arrayParam(containing(needles.strong), "text");
  const ids = arrayParam(subjectIds, "bigint");
  const numbers = arrayParam(
    subjectIds.map((id) => publicId("customer", id)),
    "text",
  );
  const run = async (name: string, statement: ReturnType<typeof sql>) => {
    const rows = await db.execute(sql`${statement} returning 1`);
    if (rows.length > 0) counts[name] = (counts[name] ?? 0) + rows.length;
  };
  await run(
    "rejected_inputs",
    sql`delete from rejected_inputs where payload like any(${patterns}) or first_payload like any(${patterns}) or reason like any(${patterns})`,
  );
  await run(
    "import_rejects",
    sql`delete from import_rejects where raw::text like any(${patterns}) or message like any(${patterns})`,
  );
  await run(
    "import_changes",
    sql`delete from import_changes where (entity = 'customers' and subject_id = any(${ids})) or before::text like any(${patterns}) or after::text like any(${patterns})`,
  );
  await run(
    "import_kept",
    sql`delete from import_kept where entity = 'customers' and subject_id = any(${ids})`,
  );
  await run(
    "audit_log",
    sql`update audit_log set changes = null where changes is not null and (
      (subject_type = 'customer' and subject_id = any(${numbers})) or changes::text like any(${patterns}))`,
  );
  await run(
    "identity_contests",
    sql`delete from identity_contests where value like any(${patterns}) or contender like any(${patterns})`,
  );
  const strong = arrayParam(needles.strong, "text");
  await run(
    "identity_refusals",
    sql`delete from identity_refusals where value in (select lower(v) from unnest(${strong}) v)`,
  );
  await run("contact_health", sql`delete from contact_health where value = any(${strong})`);
  await run("contact_soft_bounces", sql`delete from contact_soft_bounces where value = any(${strong})`);
  const names = arrayParam(needles.names, "text");
  for (const table of ["name_words", "new_name_words"])
    await run(
      table,
      sql`delete from ${sql.identifier(table)} w where lower(w.word) = any(${names}) and not exists (
        select 1 from customers c where lower(c.first_name) = lower(w.word) or lower(c.last_name) = lower(w.word) or lower(c.middle_name) = lower(w.word))`,
    );
  await eraseSamples(needles, run);
  Object.assign(counts, await sweepEverywhere(db, needles));
  return counts;
}

/** Values kept to show what a field or an event looks like: the next one will be shown instead. */
async function eraseSamples(
  { texts }: Needles,
  run: (name: string, statement: ReturnType<typeof sql>) => Promise<void>,
): Promise<void> {
  const all = arrayParam(texts, "text");
  const short = arrayParam(containing(texts.filter((text) => text.length >= 5)).slice(0, 20_000), "text");
  await run(
    "seen_attributes",
    sql`update seen_attributes set sample = null where sample::text like any(${short}) or sample #>> '{}' = any(${all})`,
  );
  await run(
    "event_shapes",
    sql`update event_shapes set example = null where example like any(${short}) or example = any(${all})`,
  );
  await run(
    "event_issues",
    sql`update event_issues set example = null where example like any(${short}) or example = any(${all})`,
  );
  await run(
    "region_names",
    sql`delete from region_names r where r.name = any(select lower(v) from unnest(${all}) v union select unnest(${all}))
      and not exists (select 1 from customers c where lower(c.region) = lower(r.name) or lower(c.city) = lower(r.name))`,
  );
}

/** Tables whose texts are another subject's or were dealt with above. */
const elsewhere = new Set([
  ...Object.keys(customerTables),
  "customers",
  "event_log",
  "erasures",
  "suppressions",
  "users",
]);

/**
 * Whatever else there is, and whatever is added later: every text of every other table in which one of her identifiers
 * stands, with the identifier taken out.
 */
async function sweepEverywhere(db: Queryable, needles: Needles): Promise<Record<string, number>> {
  const counts: Record<string, number> = {};
  const columns = await db.execute<{ table: string; column: string; type: string }>(sql`
    select c.relname as "table", a.attname as "column", format_type(a.atttypid, null) as type
    from pg_class c join pg_attribute a on a.attrelid = c.oid
    where c.relkind in ('r', 'p') and not c.relispartition and c.relnamespace = 'public'::regnamespace
      and a.attnum > 0 and not a.attisdropped and a.attgenerated = '' and a.atttypid in ('text'::regtype, 'json'::regtype, 'jsonb'::regtype, 'text[]'::regtype)
    order by 1, 2`);
  const texts = spellings(needles.strong);
  if (texts.length === 0) return counts;
  const patterns = arrayParam(containing(needles.strong), "text");
  for (const { table, column, type } of columns) {
    if (elsewhere.has(table)) continue;
    const own = sql.identifier(column);
    const cleaned = texts.reduce(
      (value, text) => sql`replace(${value}, ${text}, '[erased]')`,
      sql`${own}::text`,
    );
    const rows = await db.execute(sql`
      update ${sql.identifier(table)} set ${own} = (${cleaned})::${sql.raw(type)} where ${own}::text like any(${patterns}) returning 1`);
    if (rows.length > 0) counts[table] = (counts[table] ?? 0) + rows.length;
  }
  return counts;
}
