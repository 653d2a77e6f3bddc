import { command } from "@/server/kernel/command";
import { conflict, notFound } from "@/server/platform/errors";
import { importRequested } from "./events";
import { bindMapping } from "./fields/mapping";
import { updateFile } from "./file-sources/store";
import { type ImportRecord, insertImport, lockImport, updateImport } from "./imports/store";
import { type ImportView, viewOf } from "./queries";
import { importId, registerUpload as registerUploadInput, startImport as startImportInput } from "./schema";

/** A stored file becomes an import: at once when its mapping is known, otherwise it waits for `startImport`. */
export const registerUpload = command({
  name: "integrations.register-upload",
  permission: "imports:run",
  input: registerUploadInput,
  async run(ctx, { file, entity, start, sourceFileId }): Promise<ImportView> {
    if (start) bindMapping(entity, start.mapping, file.format.columns);
    const now = ctx.clock.now();
    const record = await insertImport(ctx.db, {
      entity,
      fileName: file.fileName,
      fileKey: file.key,
      fileBytes: file.bytes,
      fileHash: file.hash,
      format: file.format,
      mapping: start?.mapping ?? {},
      isDryRun: start?.dryRun ?? false,
      status: start ? "queued" : "uploaded",
      sourceFileId: sourceFileId ?? null,
      createdBy: ctx.actor.label,
      createdAt: now,
      updatedAt: now,
    });
    // Together with the import, so that a crash in between fetches the file again instead of loading it twice.
    if (sourceFileId !== undefined)
      await updateFile(ctx.db, sourceFileId, { state: "importing", importId: record.id, hash: file.hash });
    ctx.audit({
      subjectType: "import",
      subjectId: record.id,
      changes: { file: file.fileName, entity, bytes: file.bytes },
    });
    if (start) request(ctx, record);
    return viewOf(record);
  },
});

/** Starts an uploaded file; or, after a dry run or an end without success, the same file once more as a new import. */
export const startImport = command({
  name: "integrations.start-import",
  permission: "imports:run",
  input: startImportInput,
  async run(ctx, { id, entity, mapping, format, dryRun }): Promise<ImportView> {
    const uploaded = await lockImport(ctx.db, id);
    if (!uploaded) throw notFound("import", id);
    if (uploaded.status === "queued" || uploaded.status === "running")
      throw conflict("This import is running already.");
    if (uploaded.fileKey === "") throw conflict("The file is no longer there. Upload it again.");
    const reading = format ?? uploaded.format;
    bindMapping(entity, mapping, reading.columns);
    const now = ctx.clock.now();
    const values = { entity, mapping, format: reading, isDryRun: dryRun, status: "queued", updatedAt: now };
    if (uploaded.status === "uploaded") await updateImport(ctx.db, id, values);
    const { fileName, fileKey, fileBytes, fileHash } = uploaded;
    const record =
      uploaded.status === "uploaded"
        ? { ...uploaded, ...values, status: "queued" as const }
        : await insertImport(ctx.db, {
            fileName,
            fileKey,
            fileBytes,
            fileHash,
            createdBy: ctx.actor.label,
            createdAt: now,
            ...values,
          });
    ctx.audit({ subjectType: "import", subjectId: record.id, changes: { entity, mapping, dryRun } });
    request(ctx, record);
    return viewOf(record);
  },
});

/** Stops an import at the next chunk; what was applied stays. A waiting one ends at once. */
export const cancelImport = command({
  name: "integrations.cancel-import",
  permission: "imports:run",
  input: importId,
  async run(ctx, { id }): Promise<ImportView> {
    const record = await lockImport(ctx.db, id);
    if (!record) throw notFound("import", id);
    const now = ctx.clock.now();
    if (record.status === "running") {
      const values = { cancelRequestedAt: record.cancelRequestedAt ?? now };
      await updateImport(ctx.db, id, values);
      ctx.audit({ subjectType: "import", subjectId: id });
      return viewOf({ ...record, ...values });
    }
    if (record.status !== "queued" && record.status !== "uploaded")
      throw conflict(`This import has ${record.status} already.`);
    const values = { status: "cancelled" as const, cancelRequestedAt: now, finishedAt: now, updatedAt: now };
    await updateImport(ctx.db, id, values);
    ctx.audit({ subjectType: "import", subjectId: id });
    return viewOf({ ...record, ...values });
  },
});

function request(
  ctx: { announce(event: { name: string; data: Record<string, unknown>; dedupeKey?: string }): void },
  record: ImportRecord,
) {
  ctx.announce({
    name: importRequested,
    data: { importId: record.id },
    dedupeKey: `${importRequested}/${record.id}`,
  });
}
