import { eq, sql } from "drizzle-orm";
import type { Queryable, Tx } from "@/server/db/client";
import { campaignCursors } from "@/server/db/schema";

export type MoveCursor = typeof campaignCursors.$inferSelect;

export async function findCursor(db: Queryable, campaignId: string): Promise<MoveCursor | undefined> {
  const [row] = await db.select().from(campaignCursors).where(eq(campaignCursors.campaignId, campaignId));
  return row;
}

/** From now on the campaign looks at what comes after this position. */
export async function saveCursor(tx: Tx, cursor: MoveCursor): Promise<void> {
  const { campaignId, ...set } = cursor;
  await tx
    .insert(campaignCursors)
    .values(cursor)
    .onConflictDoUpdate({ target: campaignCursors.campaignId, set });
}

/** Where a segment's log, or a model's computations, end now. */
export async function endOfMoves(db: Queryable, moves: MoveSource): Promise<number> {
  const end =
    moves.of === "segment"
      ? sql`select max(id) as at from segment_moves where segment_id = ${moves.id}::uuid`
      : sql`select max(id) as at from rfm_runs where model_id = ${moves.id}::uuid`;
  const [row] = await db.execute<{ at: number | string | null }>(end);
  return Number(row?.at ?? 0);
}

/** Whose moves: a segment's, or those that the computations of a model found. */
export type MoveSource = { of: "segment" | "rfm"; id: string };

/** Members of a dynamic segment are known once it was judged for the first time. */
export async function knowsMembers(db: Queryable, segmentId: string): Promise<boolean> {
  const [row] = await db.execute<{ known: boolean }>(sql`
    select kind = 'list' or (is_live and evaluated_at is not null) as known from segments where id = ${segmentId}::uuid`);
  return row?.known ?? false;
}

/** The model that is meant where none is named. */
export async function defaultModelId(db: Queryable): Promise<string | undefined> {
  const [row] = await db.execute<{ id: string }>(sql`select id from rfm_models where is_default`);
  return row?.id;
}
