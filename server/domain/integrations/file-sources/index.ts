/**
 * File sources: a folder on an SFTP server, a prefix of an S3 bucket, or a folder of this machine, looked into on a
 * schedule. A look (`lookAtSource`) notes every file; `advanceSource` takes one step: it loads the next file, or puts
 * aside the one that was loaded. Which file is what: the source's patterns, the usual names by default. Load order:
 * `loadOrder`, then the time in the name. A file is loaded once: known by name, size and moment, and after fetching by
 * its content. Names of files being written (`.tmp`, `.part`) are passed over; a young file waits until it stops growing.
 *
 * Secrets are sealed and never answered. The server's SSH key is pinned when it is first seen. Whom a user may aim at
 * is decided by platform/outbound.ts; a folder lies below FILES_FOLDER and nowhere else.
 */
export { advanceSource, lookAtSource, requeueFileSources, startDueChecks } from "./check";
export {
  checkFileSource,
  createFileSource,
  deleteFileSource,
  keepMapping,
  retrySourceFile,
  setFileSourceState,
  updateFileSource,
} from "./commands";
export type { FileEntity, FilePattern, FileState } from "./model";
export {
  type FileSourceView,
  type FoundFile,
  getFileSource,
  listFileSources,
  listSourceFiles,
  testFileSource,
} from "./queries";
export { openSample } from "./sample";
