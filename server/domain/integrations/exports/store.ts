import { and, desc, eq, inArray, lt, sql } from "drizzle-orm";
import superjson, { type SuperJSONResult } from "superjson";
import type { Queryable, Tx } from "@/server/db/client";
import { exportFiles, exportSchedules } from "@/server/db/schema";
import type { ExportOptions } from "./csv-text";
import type { ExportListName } from "./lists";

export const exportStatuses = [
  "queued",
  "running",
  "delivering",
  "succeeded",
  "failed",
  "cancelled",
] as const;
export type ExportStatus = (typeof exportStatuses)[number];
export interface Delivery {
  sourceId: string;
  folder: string;
}
type Row = typeof exportFiles.$inferSelect;
export type ExportRecord = Omit<
  Row,
  "list" | "filters" | "columns" | "options" | "status" | "parts" | "delivery"
> & {
  list: ExportListName;
  filters: Record<string, unknown>;
  columns: string[];
  options: ExportOptions;
  status: ExportStatus;
  parts: string[];
  delivery: Delivery | null;
};
/** Filters hold moments, which JSON alone would turn into text. */
export const sealFilters = (filters: Record<string, unknown>) => superjson.serialize(filters);
const openFilters = (stored: unknown) =>
  superjson.deserialize<Record<string, unknown>>(stored as SuperJSONResult);
const asRecord = (row: Row) => ({ ...row, filters: openFilters(row.filters) }) as unknown as ExportRecord;

type ScheduleRow = typeof exportSchedules.$inferSelect;
export type ScheduleRecord = Omit<ScheduleRow, "list" | "filters" | "columns" | "options" | "state"> & {
  list: ExportListName;
  filters: Record<string, unknown>;
  columns: string[];
  options: ExportOptions;
  state: "active" | "paused";
};
const asSchedule = (row: ScheduleRow) =>
  ({ ...row, filters: openFilters(row.filters) }) as unknown as ScheduleRecord;

export async function insertExport(tx: Tx, values: typeof exportFiles.$inferInsert): Promise<ExportRecord> {
  const [row] = await tx.insert(exportFiles).values(values).returning();
  if (!row) throw new Error("An insert returned no row.");
  return asRecord(row);
}
export async function findExport(db: Queryable, id: string): Promise<ExportRecord | undefined> {
  const [row] = await db.select().from(exportFiles).where(eq(exportFiles.id, id));
  return row && asRecord(row);
}
export async function lockExport(tx: Tx, id: string): Promise<ExportRecord | undefined> {
  const [row] = await tx.select().from(exportFiles).where(eq(exportFiles.id, id)).for("update");
  return row && asRecord(row);
}
export const updateExport = (db: Queryable, id: string, values: Partial<typeof exportFiles.$inferInsert>) =>
  db.update(exportFiles).set(values).where(eq(exportFiles.id, id));

/** Newest first; of one person, or everybody's. */
export async function pageOfExports(
  db: Queryable,
  limit: number,
  before: string | undefined,
  createdById: string | undefined,
): Promise<ExportRecord[]> {
  const rows = await db
    .select()
    .from(exportFiles)
    .where(
      and(
        createdById === undefined ? undefined : eq(exportFiles.createdById, createdById),
        before === undefined
          ? undefined
          : sql`(${exportFiles.createdAt}, ${exportFiles.id}) < (select created_at, id from exports where id = ${before})`,
      ),
    )
    .orderBy(desc(exportFiles.createdAt), desc(exportFiles.id))
    .limit(limit);
  return rows.map(asRecord);
}
export async function findStalledExports(db: Queryable, before: Date): Promise<string[]> {
  const rows = await db
    .select({ id: exportFiles.id })
    .from(exportFiles)
    .where(
      and(
        inArray(exportFiles.status, ["queued", "running", "delivering"]),
        lt(exportFiles.updatedAt, before),
      ),
    );
  return rows.map((row) => row.id);
}
/** Pieces of files whose time is over; the rows stay to tell that there was an export. */
export async function takeExpiredParts(db: Queryable, now: Date): Promise<string[]> {
  const rows = await db.execute<{ parts: string[] }>(sql`
    with old as (select id, parts from exports where expires_at < ${now.toISOString()}::timestamptz and parts <> '[]' for update)
    update exports e set parts = '[]' from old where e.id = old.id returning old.parts`);
  return rows.flatMap((row) => row.parts);
}

export async function insertSchedule(
  tx: Tx,
  values: typeof exportSchedules.$inferInsert,
): Promise<ScheduleRecord> {
  const [row] = await tx.insert(exportSchedules).values(values).returning();
  if (!row) throw new Error("An insert returned no row.");
  return asSchedule(row);
}
export async function readSchedules(db: Queryable): Promise<ScheduleRecord[]> {
  return (await db.select().from(exportSchedules).orderBy(exportSchedules.name)).map(asSchedule);
}
export async function findSchedule(db: Queryable, id: string): Promise<ScheduleRecord | undefined> {
  const [row] = await db.select().from(exportSchedules).where(eq(exportSchedules.id, id));
  return row && asSchedule(row);
}
export const updateSchedule = (
  db: Queryable,
  id: string,
  values: Partial<typeof exportSchedules.$inferInsert>,
) => db.update(exportSchedules).set(values).where(eq(exportSchedules.id, id));
export const deleteSchedule = (tx: Tx, id: string) =>
  tx.delete(exportSchedules).where(eq(exportSchedules.id, id));
/** Deliveries whose time has come, each with its next time set. */
export async function takeDueSchedules(tx: Tx, now: Date): Promise<ScheduleRecord[]> {
  const rows = await tx
    .select()
    .from(exportSchedules)
    .where(and(eq(exportSchedules.state, "active"), lt(exportSchedules.nextAt, now)))
    .limit(20)
    .for("update", { skipLocked: true });
  for (const row of rows) {
    // From its own time on, so that a late start does not move it.
    const step = row.everyMinutes * 60_000;
    const missed = Math.floor((now.getTime() - row.nextAt.getTime()) / step) + 1;
    await updateSchedule(tx, row.id, { nextAt: new Date(row.nextAt.getTime() + missed * step) });
  }
  return rows.map(asSchedule);
}
/** What was last made by each delivery. */
export async function lastOfSchedules(db: Queryable): Promise<ExportRecord[]> {
  const rows = await db
    .selectDistinctOn([exportFiles.scheduleId])
    .from(exportFiles)
    .where(sql`${exportFiles.scheduleId} is not null`)
    .orderBy(exportFiles.scheduleId, desc(exportFiles.createdAt));
  return rows.map(asRecord);
}
