import { asc, eq, sql } from "drizzle-orm";
import type { Queryable } from "@/server/db/client";
import { sources } from "@/server/db/schema";

export type SourceRow = typeof sources.$inferSelect;
export type SourceChange = Partial<
  Pick<
    SourceRow,
    | "name"
    | "domain"
    | "isActive"
    | "writeKey"
    | "eventsPerSecond"
    | "maxPropertyNames"
    | "ownDomains"
    | "allowedOrigins"
    | "oldWriteKey"
    | "oldKeyUntil"
  >
>;

export const readSources = (db: Queryable): Promise<SourceRow[]> =>
  db.select().from(sources).orderBy(asc(sources.id));

export async function findSource(db: Queryable, id: number): Promise<SourceRow | undefined> {
  const [row] = await db.select().from(sources).where(eq(sources.id, id));
  return row;
}

export async function insertSource(
  db: Queryable,
  values: { name: string; code: string; domain: string | null; writeKey: string; createdAt: Date },
): Promise<SourceRow> {
  const [row] = await db.insert(sources).values(values).returning();
  if (!row) throw new Error("insert returned nothing");
  return row;
}

/** For start-up: the key decides, a second start changes nothing. */
export async function insertSourceIfNew(
  db: Queryable,
  values: { name: string; code: string; writeKey: string },
): Promise<void> {
  await db.insert(sources).values(values).onConflictDoNothing();
}

export async function updateSource(
  db: Queryable,
  id: number,
  change: SourceChange,
): Promise<SourceRow | undefined> {
  const [row] = await db.update(sources).set(change).where(eq(sources.id, id)).returning();
  return row;
}

export async function isCodeTaken(db: Queryable, code: string): Promise<boolean> {
  const rows = await db.execute(sql`select 1 from sources where code = ${code}`);
  return rows.length > 0;
}
