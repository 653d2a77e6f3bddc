import { saveAnnouncements } from "@/server/kernel/command";
import type { Context } from "@/server/kernel/context";
import { fileStore } from "@/server/platform/storage";
import { importRequested, undoRequested } from "../events";
import { withPool } from "./pool";
import { dropForgottenStaging, findStalled, findStalledUndos, takeStaleFiles } from "./store";
import { pruneJournals } from "./undo-store";

const stalledAfterMs = 60_000;
const fileKeptMs = 24 * 3_600_000;

/** Announces imports that nobody works on any more. Harmless when somebody does: two workers take turns. */
export async function requeueStalledImports(context: Context): Promise<number> {
  const ctx = withPool(context);
  const now = ctx.clock.now();
  const ids = await findStalled(ctx.db, new Date(now.getTime() - stalledAfterMs));
  const minute = Math.floor(now.getTime() / 60_000);
  await ctx.db.transaction((tx) =>
    saveAnnouncements(
      tx,
      ids.map((importId) => ({
        name: importRequested,
        data: { importId },
        dedupeKey: `${importRequested}/${importId}/${minute}`,
      })),
    ),
  );
  return ids.length;
}

/** The same for imports that are being taken back. */
export async function requeueStalledUndos(context: Context): Promise<number> {
  const ctx = withPool(context);
  const now = ctx.clock.now();
  const ids = await findStalledUndos(ctx.db, new Date(now.getTime() - stalledAfterMs));
  await continueUndos(context, ids);
  return ids.length;
}

/** Hands unfinished undos to a fresh run of the engine. */
export async function continueUndos(context: Context, ids: readonly string[]): Promise<void> {
  await withPool(context).db.transaction((tx) =>
    saveAnnouncements(
      tx,
      ids.map((importId) => ({ name: undoRequested, data: { importId } })),
    ),
  );
}

/** Files and staging tables that nobody needs any more: personal data is not kept for nothing. */
export async function sweepImports(context: Context): Promise<number> {
  const ctx = withPool(context);
  const keys = await takeStaleFiles(ctx.db, new Date(ctx.clock.now().getTime() - fileKeptMs));
  for (const key of keys) await fileStore().delete(key);
  return keys.length + (await dropForgottenStaging(ctx.db)) + (await pruneJournals(ctx.db, ctx.clock.now()));
}

/** Hands an unfinished import to a fresh run of the engine. */
export async function continueImport(context: Context, importId: string): Promise<void> {
  await withPool(context).db.transaction((tx) =>
    saveAnnouncements(tx, [{ name: importRequested, data: { importId } }]),
  );
}
