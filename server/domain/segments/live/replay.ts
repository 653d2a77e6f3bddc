import type { Db } from "@/server/db/client";
import type { Context } from "@/server/kernel/context";
import { projectScope } from "../project-scope";
import { evaluateEverybody, holdSubjects } from "./evaluate";

/**
 * Judges live segments as they would have been judged at moments of the past, the earliest first: their sizes and moves are
 * then those of data that came all at once, with a history. Every move carries the moment of the judgement.
 */
export async function replaySegments(
  ctx: Context,
  ids: readonly string[],
  moments: readonly Date[],
): Promise<void> {
  for (const now of moments)
    await (ctx.db as Db).transaction(async (tx) => {
      for (const subject of await holdSubjects(tx, ids, await projectScope(tx, now)))
        await evaluateEverybody(tx, subject);
    });
}
