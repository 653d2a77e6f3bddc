import type { Tx } from "@/server/db/client";
import { readSettings } from "@/server/domain/account";
import { saveAnnouncements } from "@/server/kernel/command";
import type { Context } from "@/server/kernel/context";
import { importRequested } from "../events";
import { withPool } from "../imports/pool";
import { type ImportRecord, insertImport } from "../imports/store";
import type { PullState } from "./pull";
import { nextRunAt } from "./schedule";
import { type QueryRecord, runningImportOf, saveQuery, takeDueQueries } from "./store";

const atOnce = 50;

/** Starts the queries whose time has come; how many. One that still runs is left to end, and comes at its next time. */
export async function startDuePulls(context: Context): Promise<number> {
  const ctx = withPool(context);
  const now = ctx.clock.now();
  return await ctx.db.transaction(async (tx) => {
    const due = await takeDueQueries(tx, now, atOnce);
    if (due.length === 0) return 0;
    const { timeZone } = await readSettings(tx);
    let started = 0;
    for (const query of due) {
      if ((await runningImportOf(tx, query.id)) === undefined) {
        await startPull(tx, query, { now, by: "schedule", isDryRun: false });
        started++;
      }
      await saveQuery(tx, query.id, { nextRunAt: nextRunAt(query.schedule, timeZone, now) });
    }
    return started;
  });
}

/** A run: an import whose rows come from a query. The job takes it like any other. */
export async function startPull(
  tx: Tx,
  query: QueryRecord,
  { now, by, isDryRun }: { now: Date; by: string; isDryRun: boolean },
): Promise<ImportRecord> {
  const state: PullState = { position: query.mode === "incremental" ? query.position : null };
  const record = await insertImport(tx, {
    entity: query.entity,
    fileName: query.name,
    fileKey: "",
    fileBytes: 0,
    fileHash: "",
    sqlQueryId: query.id,
    pullState: state,
    // What the rows are read by; the delimiter and such belong to files.
    format: { encoding: "utf-8", delimiter: ",", hasHeader: true, ...query.format },
    mapping: query.mapping,
    isDryRun,
    status: "queued",
    createdBy: by,
    createdAt: now,
    updatedAt: now,
  });
  await saveAnnouncements(tx, [
    { name: importRequested, data: { importId: record.id }, dedupeKey: `${importRequested}/${record.id}` },
  ]);
  return record;
}
