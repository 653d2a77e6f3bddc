/**
 * Looking into a file source and loading what is new, one file after another in the order of loading.
 *
 * Every file that was seen is a row of `source_files`; its state says what is next, so the work goes on where it was
 * after any crash. A file is fetched into our own storage and becomes an import in one transaction with its row; when
 * the import is over, the file is put aside and its row closed. Putting aside twice is harmless.
 */
import { saveAnnouncements } from "@/server/kernel/command";
import type { Context } from "@/server/kernel/context";
import { AppError, asAppError } from "@/server/platform/errors";
import { fileSourceCheckRequested } from "../events";
import { suggestMapping } from "../fields/suggest";
import { fileLimits } from "../files/limits";
import { withPool } from "../imports/pool";
import { findImport } from "../imports/store";
import { receiveFetched } from "../receive-import";
import { rejectsFile } from "../rejects-file";
import { compareFiles, type FilePattern, isIgnored, isLoadable, patternOf, type SeenFile } from "./model";
import { withPlace } from "./places/open";
import type { Place } from "./places/place";
import {
  type FileRecord,
  filesInState,
  findSource,
  findUnfinished,
  noteFiles,
  openingOf,
  type SourceRecord,
  takeDue,
  updateFile,
  updateSource,
  wasLoaded,
} from "./store";

/** A file younger than this may still be written: it is taken when it is the same at the next look. */
const settledMs = 60_000;

/** Announces the sources whose time has come; how many. */
export async function startDueChecks(context: Context): Promise<number> {
  const { db, clock } = withPool(context);
  return await db.transaction(async (tx) => {
    const ids = await takeDue(tx, clock.now());
    await announceChecks(tx, ids);
    return ids.length;
  });
}

/** Sources with files under way that no run of the engine looks after. */
export async function requeueFileSources(context: Context): Promise<number> {
  const { db } = withPool(context);
  const ids = await findUnfinished(db);
  await db.transaction((tx) => announceChecks(tx, ids));
  return ids.length;
}
const announceChecks = (tx: Parameters<typeof saveAnnouncements>[0], ids: readonly string[]) =>
  saveAnnouncements(
    tx,
    ids.map((sourceId) => ({ name: fileSourceCheckRequested, data: { sourceId } })),
  );

/** Looks at what is there and notes it. Says how many files may still be growing. */
export async function lookAtSource(context: Context, sourceId: string): Promise<{ growing: number }> {
  const ctx = withPool(context);
  const record = await findSource(ctx.db, sourceId);
  if (!record || record.state === "paused") return { growing: 0 };
  const now = ctx.clock.now();
  try {
    const { result: files, hostKey } = await withPlace(openingOf(record), (place) => place.list());
    const seen = files.filter((file) => !isIgnored(file.name)).map((file) => judged(file, record, now));
    await ctx.db.transaction(async (tx) => {
      await noteFiles(tx, sourceId, seen, now);
      const waiting = await filesInState(tx, sourceId, ["waiting", "growing"]);
      await updateSource(tx, sourceId, {
        lastCheckAt: now,
        lastResult: {
          found: seen.length,
          waiting: waiting.length,
          unmatched: seen.filter((one) => one.state === "unmatched" || one.state === "unsupported").length,
        },
        error: null,
        errorCode: null,
        failures: 0,
        // The first key a server shows is the one it is known by.
        ...(record.hostKey === null && hostKey !== null ? { hostKey } : {}),
      });
    });
    return { growing: (await filesInState(ctx.db, sourceId, ["growing"])).length };
  } catch (cause) {
    const error = asAppError(cause);
    if (error.code === "internal") ctx.log.error({ err: cause, sourceId }, "file source failed");
    await updateSource(ctx.db, sourceId, {
      lastCheckAt: now,
      errorCode: error.code,
      error: error.message,
      failures: record.failures + 1,
      checkRequestedAt: null,
    });
    return { growing: 0 };
  }
}

function judged(file: SeenFile, record: SourceRecord, now: Date) {
  const fit = patternOf(record.patterns, file.name);
  const entity = fit?.entity ?? null;
  if (!fit) return { ...file, entity, state: "unmatched" as const, code: "no_pattern" };
  if (!isLoadable(fit.entity))
    return { ...file, entity, state: "unsupported" as const, code: "not_supported" };
  // Objects of S3 appear whole.
  const isSettled = record.connection.kind === "s3" || now.getTime() - file.modifiedAt.getTime() > settledMs;
  return { ...file, entity, state: isSettled ? ("waiting" as const) : ("growing" as const), code: null };
}

/** One step: put aside what was loaded, or take the next file. */
export async function advanceSource(
  context: Context,
  sourceId: string,
): Promise<{ next: "again" | "wait" | "done" }> {
  const ctx = withPool(context);
  const record = await findSource(ctx.db, sourceId);
  if (!record || record.state === "paused") return { next: "done" };
  const [running] = await filesInState(ctx.db, sourceId, ["importing"]);
  if (running) return { next: await followImport(ctx, record, running) };
  const [file] = (await filesInState(ctx.db, sourceId, ["waiting"])).sort(compareFiles);
  if (!file) {
    await updateSource(ctx.db, sourceId, { checkRequestedAt: null });
    return { next: "done" };
  }
  return { next: await takeFile(ctx, record, file) };
}

async function takeFile(
  ctx: ReturnType<typeof withPool>,
  record: SourceRecord,
  file: FileRecord,
): Promise<"again" | "done"> {
  const pattern = patternOf(record.patterns, file.name);
  if (!pattern || !isLoadable(pattern.entity)) {
    await updateFile(ctx.db, file.id, { state: "unmatched", code: "no_pattern", doneAt: ctx.clock.now() });
    return "again";
  }
  try {
    if (file.size > fileLimits.bytesIn)
      throw new AppError(
        "too_large",
        `The file has more than ${fileLimits.bytesIn / 1024 / 1024} MB. Split it.`,
      );
    await withPlace(openingOf(record), (place) => fetchFile(ctx, record, place, file, pattern));
  } catch (cause) {
    const error = asAppError(cause);
    if (error.code === "unavailable" || error.code === "precondition_failed") {
      // The server, not the file: it waits for the next look.
      await updateSource(ctx.db, record.id, {
        errorCode: error.code,
        error: error.message,
        failures: record.failures + 1,
        checkRequestedAt: null,
      });
      return "done";
    }
    if (error.code === "internal")
      ctx.log.error({ err: cause, sourceId: record.id, file: file.name }, "file failed");
    await updateFile(ctx.db, file.id, {
      state: "failed",
      code: error.code,
      reason: error.message,
      doneAt: ctx.clock.now(),
    });
  }
  return "again";
}

async function fetchFile(
  ctx: ReturnType<typeof withPool>,
  record: SourceRecord,
  place: Place,
  file: FileRecord,
  pattern: FilePattern,
): Promise<void> {
  const { entity } = pattern;
  if (!isLoadable(entity)) return;
  const source = await place.read(file.name);
  // The list of imports says which source brought it.
  const bySource = { ...ctx, actor: { kind: "system" as const, label: record.name } };
  const made = await receiveFetched(bySource, {
    fileName: file.name,
    source,
    rest: async () => ({ entity }),
    sourceFile: {
      id: file.id,
      format: pattern.format,
      mappingOf: (columns) => pattern.mapping ?? suggestMapping(entity, columns, ""),
      isKnown: (hash) => (file.code === "again" ? Promise.resolve(false) : wasLoaded(ctx.db, file, hash)),
    },
    // A refused file is not read to its end.
  }).finally(() => source.destroy());
  if (made) return;
  await updateFile(ctx.db, file.id, {
    state: "duplicate",
    code: "loaded_before",
    filed: await putAside(place, record, file),
    doneAt: ctx.clock.now(),
  });
}

/** The import of a file: while it runs, wait; when it is over, put the file aside and close its row. */
async function followImport(
  ctx: ReturnType<typeof withPool>,
  record: SourceRecord,
  file: FileRecord,
): Promise<"again" | "wait" | "done"> {
  const made = file.importId === null ? undefined : await findImport(ctx.db, file.importId);
  if (made && ["queued", "running"].includes(made.status)) return "wait";
  const isLoaded = made?.status === "succeeded";
  try {
    let filed = "kept";
    if (isLoaded) {
      const { result } = await withPlace(openingOf(record), async (place) => {
        if (record.writesRejects && made.rowsRejected > 0)
          await place.write(
            "rejects",
            `${file.name.replace(/\.gz$/i, "")}.rejects.csv`,
            bytesOf(rejectsFile(ctx, made.id)),
          );
        return putAside(place, record, file);
      });
      filed = result;
    }
    await updateFile(ctx.db, file.id, {
      state: isLoaded ? "loaded" : "failed",
      code: isLoaded ? null : (made?.status ?? "gone"),
      reason: isLoaded ? null : (made?.error ?? null),
      filed,
      doneAt: ctx.clock.now(),
    });
    return "again";
  } catch (cause) {
    const error = asAppError(cause);
    if (error.code === "internal")
      ctx.log.error({ err: cause, sourceId: record.id, file: file.name }, "filing failed");
    // Loaded all the same: a place that lets nothing be moved must not stop what comes after.
    await updateFile(ctx.db, file.id, {
      state: isLoaded ? "loaded" : "failed",
      code: "not_filed",
      reason: error.message,
      filed: "kept",
      doneAt: ctx.clock.now(),
    });
    return "again";
  }
}

async function* bytesOf(text: AsyncIterable<string>): AsyncIterable<Uint8Array> {
  for await (const piece of text) yield Buffer.from(piece);
}

/** After a crash it may be aside already: then it is no longer listed. */
async function putAside(place: Place, record: SourceRecord, file: FileRecord): Promise<string> {
  if (record.afterImport === "keep") return "kept";
  const isThere = (await place.list()).some(
    (one) =>
      one.name === file.name &&
      one.size === file.size &&
      one.modifiedAt.getTime() === file.modifiedAt.getTime(),
  );
  // Another file has come under its name meanwhile, or it is gone: nothing of ours to move.
  if (isThere && record.afterImport === "delete") await place.remove(file.name);
  if (isThere && record.afterImport === "archive") await place.move(file.name, "archive");
  return record.afterImport === "delete" ? "deleted" : "archived";
}
