import { sql } from "drizzle-orm";
import { type Db, isDuplicateTable } from "./client";

/** Big append-only tables, partitioned by month of this column. Retention drops whole partitions. */
export const partitionedTables = {
  event_log: "received_at",
  customer_events: "occurred_at",
  system_events: "occurred_at",
  messages: "planned_at",
  message_contents: "planned_at",
  message_events: "at",
} as const;
export type PartitionedTable = keyof typeof partitionedTables;

const known = new Set<string>();
const monthOf = (at: Date) => `${at.getUTCFullYear()}-${String(at.getUTCMonth() + 1).padStart(2, "0")}`;

/**
 * Makes sure that a month partition exists for each of these moments. Call it before the transaction that writes
 * them: creating a partition locks the parent for a moment. Months seen before by this process cost nothing.
 */
export async function ensurePartitions(
  db: Db,
  table: PartitionedTable,
  moments: Iterable<Date>,
): Promise<void> {
  const months = new Set<string>();
  for (const at of moments) months.add(monthOf(at));
  for (const month of months) {
    const key = `${table}/${month}`;
    if (known.has(key)) continue;
    try {
      await db.execute(sql`select ensure_month_partition(${table}, ${`${month}-01`}::date)`);
    } catch (error) {
      // Two processes at once: the second may still look into a catalogue cache that knows of no such table.
      if (!isDuplicateTable(error)) throw error;
    }
    known.add(key);
  }
}

/** The months from `from` to `to`, for loads of history. */
export function* monthsBetween(from: Date, to: Date): Generator<Date> {
  const at = new Date(Date.UTC(from.getUTCFullYear(), from.getUTCMonth(), 1));
  while (at <= to) {
    yield new Date(at);
    at.setUTCMonth(at.getUTCMonth() + 1);
  }
}

/** This month and the next two of every partitioned table. Run at start and daily. */
export async function ensureUpcomingPartitions(db: Db, now: Date): Promise<void> {
  const ahead = new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + 2, 1));
  for (const table of Object.keys(partitionedTables) as PartitionedTable[])
    await ensurePartitions(db, table, monthsBetween(now, ahead));
}
