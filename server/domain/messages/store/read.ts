import { sql } from "drizzle-orm";
import { type Queryable, toDateOrNull } from "@/server/db/client";

export async function nextDueAt(db: Queryable): Promise<Date | null> {
  const [row] = await db.execute<{ at: string | null }>(
    sql`select min(not_before)::text as at from messages where state = 'planned' and channel = 'email'`,
  );
  return toDateOrNull(row?.at ?? null);
}
