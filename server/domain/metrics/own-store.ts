import { asc, eq } from "drizzle-orm";
import type { Queryable, Tx } from "@/server/db/client";
import { customMetrics } from "@/server/db/schema";

export type OwnMetricRecord = typeof customMetrics.$inferSelect;

export const listOwn = (db: Queryable): Promise<OwnMetricRecord[]> =>
  db.select().from(customMetrics).orderBy(asc(customMetrics.name), asc(customMetrics.id));

export async function findOwn(db: Queryable, id: string): Promise<OwnMetricRecord | undefined> {
  const [row] = await db.select().from(customMetrics).where(eq(customMetrics.id, id));
  return row;
}
export async function findOwnByCode(db: Queryable, code: string): Promise<OwnMetricRecord | undefined> {
  const [row] = await db.select().from(customMetrics).where(eq(customMetrics.code, code));
  return row;
}
export async function lockOwn(tx: Tx, id: string): Promise<OwnMetricRecord | undefined> {
  const [row] = await tx.select().from(customMetrics).where(eq(customMetrics.id, id)).for("update");
  return row;
}
export async function insertOwn(tx: Tx, values: typeof customMetrics.$inferInsert): Promise<OwnMetricRecord> {
  const [row] = await tx.insert(customMetrics).values(values).returning();
  if (!row) throw new Error("The metric was not stored.");
  return row;
}
export async function saveOwn(
  tx: Tx,
  id: string,
  changes: Partial<OwnMetricRecord>,
): Promise<OwnMetricRecord> {
  const [row] = await tx.update(customMetrics).set(changes).where(eq(customMetrics.id, id)).returning();
  if (!row) throw new Error("The metric was not stored.");
  return row;
}
export const removeOwn = (tx: Tx, id: string) => tx.delete(customMetrics).where(eq(customMetrics.id, id));
