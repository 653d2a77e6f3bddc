/**
 * Ways in and out of the product that are not a single call: files today.
 *
 * An import. `uploaded` (stored, waits for its mapping) → `queued` → `running` → `succeeded`, `failed` (the file as a
 * whole could not be read; `error` says why) or `cancelled`. A file is CSV in any usual dress (UTF-8, UTF-16,
 * windows-1251; comma, semicolon, tab, bar, runs of blanks; gzip), stored under a random key, at most 24 hours after
 * its end. Limits: files/limits.ts.
 *
 * `receiveImport(ctx, upload)` stores and registers; `previewImport`, `startImport`, `cancelImport`, `getImport`,
 * `listImports`, `listRejects`, `rejectsFile` are what doors offer. The job calls `advanceImport(ctx, id, budgetMs)` until
 * it is done. Phases: staging (the whole file by COPY into an unlogged table of its own, all or nothing), applying
 * (chunks of 2,000 rows in file order, each one transaction with its counters and rejects).
 *
 * Crash at any point: staging starts again from the file; a chunk happened with its count or not at all; an unlogged
 * table emptied by a crash of PostgreSQL is staged again and applying goes on at `rows_done`. Two workers take turns on
 * the import's row.
 *
 * A row is refused alone, with its line number, field, code, reason and raw cells; its neighbours are loaded. Empty
 * cells (also NULL, \N) are left out: a file adds and changes, it never clears. Rows that say what is known already are
 * `unchanged`: the same file again changes nothing. Orders and receipts without an id get one from their content (who,
 * when, how much, where) and which of its equals in the file they are. Unknown customers of orders are created.
 *
 * A dry run does the same in a transaction that is taken back: exact for up to 200,000 rows; beyond, each block of that
 * many is judged on its own.
 *
 * Taking back (imports/undo.ts): every block notes in `import_changes` what it created and what each changed record was,
 * for 30 days. `undoImport` removes and restores what nobody touched since; `listKept` says what stayed and why.
 *
 * A file may unsubscribe and may subscribe who never said anything; it never brings back who left.
 */
export { cancelImport, startImport } from "./commands";
export {
  type ExportRequested,
  exportRequested,
  type FileSourceCheckRequested,
  fileSourceCheckRequested,
  type ImportFinished,
  type ImportRequested,
  importFinished,
  importRequested,
  type UndoRequested,
  undoRequested,
} from "./events";
export * from "./exports";
export { type ImportEntity, type ImportField, importEntities, importFields } from "./fields/catalogue";
export type { Mapping } from "./fields/mapping";
export * from "./file-sources";
export { type FileLimits, fileLimits } from "./files/limits";
export { failImport } from "./imports/advance";
export {
  continueImport,
  continueUndos,
  requeueStalledImports,
  requeueStalledUndos,
  sweepImports,
} from "./imports/requeue";
export type { Reject } from "./imports/store";
export { advanceUndo, undoImport } from "./imports/undo";
export {
  getImport,
  type ImportView,
  listImports,
  listKept,
  listRejects,
  previewImport,
  previewUndo,
} from "./queries";
export { receiveImport, type UploadedImport } from "./receive-import";
export { retryRejects } from "./rejects/retry";
export { rejectsFile } from "./rejects-file";
export * from "./sql";
export { advanceAny as advanceImport } from "./sql/advance-any";
