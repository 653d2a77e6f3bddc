/** What is known to be hers: rows that carry her number. One transaction. */
import { sql } from "drizzle-orm";
import { arrayParam, instantParam, type Tx } from "@/server/db/client";
import { customerTables } from "@/server/db/customer-tables";
import { refreshMetrics } from "@/server/domain/customers";

/** Deletes or strips her rows, table by table of the registry; how many, by table. */
export async function eraseRows(
  tx: Tx,
  subjectIds: readonly number[],
  now: Date,
): Promise<Record<string, number>> {
  const ids = arrayParam(subjectIds, "bigint");
  const counts: Record<string, number> = {};
  const note = (name: string, count: number) => {
    if (count > 0) counts[name] = (counts[name] ?? 0) + count;
  };
  // Visitors who became her have rows under her number by now; those who are still apart are nobody's.
  const visitors = await tx.execute<{ id: number }>(
    sql`select id from visitors where customer_id = any(${ids})`,
  );
  const origins = arrayParam(
    visitors.map((row) => row.id),
    "bigint",
  );
  await tx.execute(sql`delete from customer_merge_rows where merge_id in (
    select id from customer_merges where customer_id = any(${ids}) or donor_id = any(${ids}))`);
  await tx.execute(sql`delete from customer_merges where donor_id = any(${ids})`);
  await tx.execute(sql`delete from duplicate_suggestions where other_id = any(${ids})`);
  // From the last to the first: a receipt is told of its order's new name while the old one is still known.
  for (const [name, { erase }] of Object.entries(customerTables).reverse()) {
    if (erase.how === "keep") continue;
    if (erase.how === "delete") {
      const rows = await tx.execute(sql`
        delete from ${sql.identifier(name)} t where t.customer_id = any(${ids}) or t.customer_id = any(${origins}) returning 1`);
      note(name, rows.length);
      continue;
    }
    const set = Object.entries(erase.set)
      .map(([column, value]) => `${column} = ${value}`)
      .join(", ");
    const rows = await tx.execute(sql`
      update ${sql.identifier(name)} t set ${sql.raw(set)} where t.customer_id = any(${ids}) returning 1`);
    note(name, rows.length);
  }
  await tx.execute(sql`
    update customers set state = 'erased', external_id = null, email = null, phone = null, first_name = null, middle_name = null,
      last_name = null, gender = null, birth_on = null, country = null, city = null, region = null, region_id = null, zip = null,
      locale = null, time_zone = null, registered_at = null, attributes = '{}', field_times = '{}', email_code = 0, phone_code = 0,
      merged_into = null, last_seen_at = null, created_via = 'erased', updated_at = ${instantParam(now)}
    where id = any(${ids})`);
  // Writing a person marks her for what follows from profiles; nothing follows from hers any more.
  await tx.execute(sql`delete from dirty_customers where customer_id = any(${ids})`);
  await refreshMetrics(tx, subjectIds, now);
  note("customers", subjectIds.length);
  return counts;
}
