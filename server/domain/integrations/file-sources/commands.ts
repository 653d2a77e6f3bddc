import { command } from "@/server/kernel/command";
import { encryptSecret } from "@/server/platform/crypto";
import { conflict, invalid, notFound } from "@/server/platform/errors";
import { assertOutboundHost } from "@/server/platform/outbound";
import { fileSourceCheckRequested } from "../events";
import { bindMapping } from "../fields/mapping";
import { findImport } from "../imports/store";
import { type Connection, isLoadable, type PlaceSecret } from "./model";
import { sharedFolder } from "./places/folder";
import { type FileSourceView, sourceView } from "./queries";
import * as schema from "./schema";
import {
  deleteSource,
  findFile,
  insertSource,
  lockSource,
  type SourceRecord,
  updateFile,
  updateSource,
} from "./store";

/** Throws naming the field: an address nobody may aim at, a secret that is missing. */
function judge(connection: Connection, secret: PlaceSecret | undefined, isKnown: boolean): void {
  if (connection.kind === "sftp") assertOutboundHost(connection.host);
  if (connection.kind === "s3") assertOutboundHost(new URL(connection.endpoint).hostname);
  if (connection.kind === "folder" && sharedFolder() === undefined)
    throw invalid(
      "This installation has no shared folder. An operator sets FILES_FOLDER to the folder that may be read.",
      [{ path: "connection.folder", message: "is not configured" }],
    );
  if (isKnown && !secret) return;
  if (connection.kind === "sftp" && !secret?.password && !secret?.privateKey)
    throw invalid("Give the password or the private key.", [
      { path: "secret.password", message: "is missing" },
    ]);
  if (connection.kind === "s3" && !(secret?.accessKeyId && secret.secretAccessKey))
    throw invalid("Give the access key and its secret.", [
      { path: "secret.accessKeyId", message: "is missing" },
    ]);
}

/** Whom a secret is meant for: with another server or account it must be given again. */
export const addressee = (connection: Connection): string =>
  connection.kind === "sftp"
    ? `sftp ${connection.host}:${connection.port} ${connection.username}`
    : connection.kind === "s3"
      ? `s3 ${connection.endpoint}`
      : "folder";

const seal = (secret: PlaceSecret | undefined): string | null =>
  secret && Object.values(secret).some(Boolean) ? encryptSecret(JSON.stringify(secret)) : null;

export const createFileSource = command({
  name: "integrations.create-file-source",
  permission: "sources:write",
  input: schema.createFileSource,
  async run(ctx, input): Promise<FileSourceView> {
    judge(input.connection, input.secret, false);
    const now = ctx.clock.now();
    const record = await insertSource(ctx.db, {
      name: input.name,
      kind: input.connection.kind,
      connection: input.connection,
      secret: seal(input.secret),
      hostKey: input.hostKey ?? null,
      patterns: input.patterns,
      everyMinutes: input.everyMinutes,
      afterImport: input.afterImport,
      writesRejects: input.writesRejects,
      nextCheckAt: now,
      createdBy: ctx.actor.label,
      createdAt: now,
      updatedAt: now,
    });
    ctx.audit({
      subjectType: "file_source",
      subjectId: record.id,
      changes: { name: input.name, connection: input.connection, hostKey: input.hostKey ?? null },
    });
    requestCheck(ctx, record.id);
    return sourceView(record, []);
  },
});

export const updateFileSource = command({
  name: "integrations.update-file-source",
  permission: "sources:write",
  input: schema.updateFileSource,
  async run(ctx, { id, ...input }): Promise<FileSourceView> {
    const record = await locked(ctx, id);
    const isSame = addressee(record.connection) === addressee(input.connection);
    judge(input.connection, input.secret, isSame && record.secret !== null);
    const values = {
      name: input.name,
      kind: input.connection.kind,
      connection: input.connection,
      secret: input.secret ? seal(input.secret) : isSame ? record.secret : null,
      hostKey: input.hostKey ?? (isSame ? record.hostKey : null),
      patterns: input.patterns,
      everyMinutes: input.everyMinutes,
      afterImport: input.afterImport,
      writesRejects: input.writesRejects,
      nextCheckAt: ctx.clock.now(),
      errorCode: null,
      error: null,
      failures: 0,
      updatedAt: ctx.clock.now(),
    };
    await updateSource(ctx.db, id, values);
    ctx.audit({
      subjectType: "file_source",
      subjectId: id,
      changes: {
        connection: { from: record.connection, to: input.connection },
        hostKey: { from: record.hostKey, to: values.hostKey },
        hasNewSecret: input.secret !== undefined,
      },
    });
    requestCheck(ctx, id);
    return sourceView({ ...record, ...values }, []);
  },
});

export const deleteFileSource = command({
  name: "integrations.delete-file-source",
  permission: "sources:write",
  input: schema.sourceId,
  async run(ctx, { id }) {
    const record = await locked(ctx, id);
    await deleteSource(ctx.db, id);
    ctx.audit({ subjectType: "file_source", subjectId: id, changes: { name: record.name } });
    return { id };
  },
});

export const setFileSourceState = command({
  name: "integrations.set-file-source-state",
  permission: "sources:write",
  input: schema.setFileSourceState,
  async run(ctx, { id, isPaused }) {
    await locked(ctx, id);
    const state = isPaused ? "paused" : "active";
    const now = ctx.clock.now();
    await updateSource(ctx.db, id, { state, nextCheckAt: isPaused ? null : now, updatedAt: now });
    ctx.audit({ subjectType: "file_source", subjectId: id, changes: { state } });
    if (!isPaused) requestCheck(ctx, id);
    return { id, state };
  },
});

/** Looks now, without waiting for its time. */
export const checkFileSource = command({
  name: "integrations.check-file-source",
  permission: "imports:run",
  input: schema.sourceId,
  async run(ctx, { id }) {
    const record = await locked(ctx, id);
    if (record.state === "paused") throw conflict("This source is paused. Resume it first.");
    await updateSource(ctx.db, id, { checkRequestedAt: ctx.clock.now() });
    requestCheck(ctx, id);
    return { id };
  },
});

/** Loads a file once more that failed, or that was left out. */
export const retrySourceFile = command({
  name: "integrations.retry-source-file",
  permission: "imports:run",
  input: schema.retrySourceFile,
  async run(ctx, { id, fileId }) {
    const record = await locked(ctx, id);
    const file = await findFile(ctx.db, id, fileId);
    if (!file) throw notFound("file", fileId);
    if (file.state !== "failed" && file.state !== "duplicate")
      throw conflict("Only a file that failed or was left out can be loaded again.");
    if (file.filed === "deleted")
      throw conflict("The file was deleted after its import. Put it there again.");
    await updateFile(ctx.db, fileId, { state: "waiting", code: "again", reason: null, importId: null });
    ctx.audit({ subjectType: "file_source", subjectId: id, changes: { again: file.name } });
    if (record.state === "active") requestCheck(ctx, id);
    return { id };
  },
});

export const keepMapping = command({
  name: "integrations.keep-mapping",
  permission: "sources:write",
  input: schema.keepMapping,
  async run(ctx, { id, importId, pattern }): Promise<FileSourceView> {
    const record = await locked(ctx, id);
    const made = await findImport(ctx.db, importId);
    if (!made) throw notFound("import", importId);
    const chosen = record.patterns[pattern];
    if (!chosen) throw notFound("pattern", pattern);
    if (!isLoadable(chosen.entity) || chosen.entity !== made.entity)
      throw conflict(`That import loaded ${made.entity}; this pattern is for ${chosen.entity}.`);
    bindMapping(made.entity, made.mapping, made.format.columns);
    const { columns: _, ...format } = made.format;
    const patterns = record.patterns.map((one, i) =>
      i === pattern ? { ...one, mapping: made.mapping, format } : one,
    );
    await updateSource(ctx.db, id, { patterns, updatedAt: ctx.clock.now() });
    ctx.audit({
      subjectType: "file_source",
      subjectId: id,
      changes: { pattern: chosen.pattern, mapping: made.mapping },
    });
    return sourceView({ ...record, patterns }, []);
  },
});

type CommandCtx = Parameters<Parameters<typeof command>[0]["run"]>[0];
async function locked(ctx: CommandCtx, id: string): Promise<SourceRecord> {
  const record = await lockSource(ctx.db, id);
  if (!record) throw notFound("file source", id);
  return record;
}
const requestCheck = (ctx: CommandCtx, sourceId: string) =>
  ctx.announce({ name: fileSourceCheckRequested, data: { sourceId } });
