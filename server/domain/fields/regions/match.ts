import { sql } from "drizzle-orm";
import type { Db } from "@/server/db/client";
import { saveAnnouncements } from "@/server/kernel/command";
import type { Context } from "@/server/kernel/context";
import { regionsChanged } from "../events";
import { isChangeSettled, markMatched, matchingState, matchPeople, matchStores } from "./store";

export interface MatchCursor {
  /** The change of the tree this walk began with. */
  wanted: number;
  /** The last customer's number that was matched. */
  from: number;
}
/** Where to go on from; no cursor: done, or waiting for older transactions to end. */
export interface MatchStep {
  cursor: MatchCursor | null;
  isWaiting: boolean;
}
const batch = 20_000;

/**
 * Gives people and stores the region that their text means, stretch by stretch until `forMs` is over. Rows written
 * since then match themselves (a trigger); those written by transactions older than the change are waited for.
 */
export async function matchRegions(
  ctx: Context,
  cursor: MatchCursor | null,
  forMs: number,
): Promise<MatchStep> {
  const db = ctx.db as Db;
  const until = ctx.clock.now().getTime() + forMs;
  let at = cursor;
  if (at === null) {
    const { wanted, done } = await matchingState(db);
    if (wanted === done) return { cursor: null, isWaiting: false };
    if (!(await isChangeSettled(db))) return { cursor: null, isWaiting: true };
    await matchStores(db);
    at = { wanted, from: 0 };
  }
  for (;;) {
    const next = await matchPeople(db, at.from, batch);
    if (next === null) {
      await markMatched(db, at.wanted);
      return { cursor: null, isWaiting: false };
    }
    at = { ...at, from: next };
    if (ctx.clock.now().getTime() >= until) return { cursor: at, isWaiting: false };
  }
}

/** A change that the engine forgot: announced again, a minute after it at the earliest. */
export async function requeueRegionMatching(ctx: Context): Promise<number> {
  return await (ctx.db as Db).transaction(async (tx) => {
    const rows = await tx.execute(
      sql`select 1 from region_matching where done < wanted for update skip locked`,
    );
    if (rows.length > 0) await saveAnnouncements(tx, [{ name: regionsChanged, data: {} }]);
    return rows.length;
  });
}
