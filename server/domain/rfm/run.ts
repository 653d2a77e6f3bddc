import type { Db } from "@/server/db/client";
import { projectScope } from "@/server/domain/segments";
import { localDay } from "@/server/domain/segments/moments";
import { saveAnnouncements } from "@/server/kernel/command";
import type { Context } from "@/server/kernel/context";
import { notFound } from "@/server/platform/errors";
import { rfmRunFinished } from "./events";
import { rfmScoring } from "./schema";
import { scopeOfBase } from "./scope";
import { scoresQuery, segmentSql } from "./score-sql";
import {
  describeStaged,
  finishRun,
  insertRun,
  lockModel,
  makeRoom,
  replaceScores,
  stageScores,
} from "./store";

export interface RfmRunResult {
  runId: number;
  customers: number;
  moved: number;
}

/**
 * Scores everybody of a model anew and notes who changed cells, in one transaction: readers see the scores of before
 * or those of after. Runs of one model take turns. The same day again changes only what changed since.
 */
export async function runRfm(ctx: Context, modelId: string, asOf: string): Promise<RfmRunResult> {
  const startedAt = ctx.clock.now();
  return await (ctx.db as Db).transaction(async (tx) => {
    const model = await lockModel(tx, modelId);
    if (!model) throw notFound("RFM model", modelId);
    const scoring = rfmScoring.parse(model.scoring);
    await makeRoom(tx);
    await stageScores(tx, scoresQuery(scoring, asOf, await scopeOfBase(tx, scoring.base, startedAt)));
    const { cells, bounds } = await describeStaged(tx);
    const runId = await insertRun(tx, { modelId, asOf, scoring, startedAt, cells, bounds });
    const moved = await replaceScores(tx, { modelId, runId, asOf, segment: segmentSql(scoring.groups) });
    await finishRun(tx, runId, { moved, finishedAt: ctx.clock.now() });
    await saveAnnouncements(tx, [
      { name: rfmRunFinished, data: { modelId, runId, moved }, dedupeKey: `${rfmRunFinished}/${runId}` },
    ]);
    return { runId, customers: cells.reduce((sum, cell) => sum + cell.customers, 0), moved };
  });
}

/** The last whole day of the project: what a nightly run looks back from. */
export async function lastWholeDay(ctx: Context): Promise<string> {
  const now = ctx.clock.now();
  return localDay(now, (await projectScope(ctx.db, now)).zone, -1);
}
