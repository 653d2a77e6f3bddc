import { sql } from "drizzle-orm";
import {
  bigint,
  boolean,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  uniqueIndex,
  uuid,
} from "drizzle-orm/pg-core";
import { importRejectText } from "@/server/domain/rejects/model";
import { bigId, createdAt, instant, uuidKey } from "../columns";

export const imports = pgTable(
  "imports",
  {
    id: uuidKey(),
    /** customers | orders | receipts | products | categories | stores */
    entity: text().notNull(),
    fileName: text().notNull(),
    /** Where the uploaded bytes are in storage. */
    fileKey: text().notNull(),
    fileBytes: bigint({ mode: "number" }).notNull(),
    fileHash: text().notNull(),
    /** Column to field code. */
    mapping: jsonb().notNull(),
    /** delimiter, encoding, date format, decimal separator, header row. */
    format: jsonb().notNull().default({}),
    isDryRun: boolean().notNull().default(false),
    /** queued | running | succeeded | failed | cancelled */
    status: text().notNull().default("queued"),
    /** staging | applying | finishing */
    phase: text(),
    rowsTotal: integer().notNull().default(0),
    rowsStaged: integer().notNull().default(0),
    /** Rows applied so far; moves in the same transaction as their effect. */
    rowsDone: integer().notNull().default(0),
    rowsCreated: integer().notNull().default(0),
    rowsUpdated: integer().notNull().default(0),
    rowsUnchanged: integer().notNull().default(0),
    rowsRejected: integer().notNull().default(0),
    /** Created on the way: customers of orders, say. */
    sideCreated: jsonb().notNull().default({}),
    error: text(),
    cancelRequestedAt: instant(),
    /** The file of a scheduled source that it loads. */
    sourceFileId: bigint({ mode: "number" }),
    /** The saved query whose rows it loads: it has no file then. */
    sqlQueryId: uuid(),
    /** How far the pull is: moves with its rows' effect. */
    pullState: jsonb(),
    /** queued | running | done; null: nobody asked to take it back. */
    undoStatus: text(),
    undoDone: integer().notNull().default(0),
    undoTotal: integer().notNull().default(0),
    /** removed, restored, kept: how many of each. */
    undoCounts: jsonb().notNull().default({}),
    undoneBy: text(),
    undoneAt: instant(),
    createdBy: text(),
    createdAt: createdAt(),
    startedAt: instant(),
    finishedAt: instant(),
    updatedAt: instant().notNull().defaultNow(),
  },
  (t) => [
    index("imports_created").on(t.createdAt),
    index("imports_source_file").on(t.sourceFileId).where(sql`${t.sourceFileId} is not null`),
    index("imports_sql_query").on(t.sqlQueryId, t.createdAt).where(sql`${t.sqlQueryId} is not null`),
  ],
);

/** What an import did, so that it can be taken back: kept 30 days. Created ones by the block, changed ones by the row. */
export const importChanges = pgTable(
  "import_changes",
  {
    importId: uuid()
      .notNull()
      .references(() => imports.id, { onDelete: "cascade" }),
    id: bigId().generatedAlwaysAsIdentity(),
    /** customers | orders | receipts | products | categories | stores */
    entity: text().notNull(),
    /** When its block was applied: a created record that says so too has not been touched since. */
    at: instant().notNull(),
    /** Numbers of created records; null for a changed one. */
    created: bigint({ mode: "number" }).array(),
    subjectId: bigint({ mode: "number" }),
    /** Only what changed. */
    before: jsonb(),
    after: jsonb(),
  },
  (t) => [primaryKey({ columns: [t.importId, t.id] })],
);

/** What taking an import back left as it is, and why. */
export const importKept = pgTable(
  "import_kept",
  {
    importId: uuid()
      .notNull()
      .references(() => imports.id, { onDelete: "cascade" }),
    id: bigId().generatedAlwaysAsIdentity(),
    entity: text().notNull(),
    subjectId: bigint({ mode: "number" }).notNull(),
    /** Field code; null for a whole record. */
    field: text(),
    code: text().notNull(),
    detail: text(),
  },
  (t) => [primaryKey({ columns: [t.importId, t.id] })],
);

/** Places that files are fetched from on a schedule, and exports are delivered to. */
export const fileSources = pgTable("file_sources", {
  id: uuidKey(),
  name: text().notNull(),
  /** sftp | s3 | folder */
  kind: text().notNull(),
  /** Address, user, folder: nothing secret. */
  connection: jsonb().notNull(),
  /** Sealed JSON of password, key, secret key. */
  secret: text(),
  /** SHA-256 fingerprint of the server's key, as first seen. */
  hostKey: text(),
  /** pattern, entity, mapping and format of each kind of file. */
  patterns: jsonb().notNull(),
  everyMinutes: integer().notNull().default(15),
  /** archive | delete | keep */
  afterImport: text().notNull().default("archive"),
  writesRejects: boolean().notNull().default(false),
  /** active | paused */
  state: text().notNull().default("active"),
  nextCheckAt: instant(),
  checkRequestedAt: instant(),
  lastCheckAt: instant(),
  /** Found, new, waiting: of the last look. */
  lastResult: jsonb(),
  errorCode: text(),
  error: text(),
  failures: integer().notNull().default(0),
  createdBy: text(),
  createdAt: createdAt(),
  updatedAt: instant().notNull().defaultNow(),
});

/** Every file that was ever seen in a source: each is loaded once. */
export const sourceFiles = pgTable(
  "source_files",
  {
    id: bigId().primaryKey().generatedAlwaysAsIdentity(),
    sourceId: uuid()
      .notNull()
      .references(() => fileSources.id, { onDelete: "cascade" }),
    name: text().notNull(),
    size: bigint({ mode: "number" }).notNull(),
    modifiedAt: instant().notNull(),
    /** Of the plain content, once it was fetched. */
    hash: text(),
    entity: text(),
    /** growing | waiting | importing | loaded | failed | duplicate | unsupported | unmatched */
    state: text().notNull(),
    importId: uuid(),
    code: text(),
    reason: text(),
    /** What happened to the file itself after it was loaded: archived | deleted | kept */
    filed: text(),
    seenAt: instant().notNull(),
    doneAt: instant(),
  },
  (t) => [
    uniqueIndex("source_files_seen").on(t.sourceId, t.name, t.size, t.modifiedAt),
    index("source_files_state").on(t.sourceId, t.state),
  ],
);

/** A list on its way into a file. */
export const exportFiles = pgTable(
  "exports",
  {
    id: uuidKey(),
    /** customers | orders | receipts | products | events | messages | rejects … */
    list: text().notNull(),
    filters: jsonb().notNull(),
    columns: jsonb().notNull(),
    /** isRaw, hasMark, isPacked */
    options: jsonb().notNull(),
    fileName: text().notNull(),
    /** queued | running | delivering | succeeded | failed | cancelled */
    status: text().notNull().default("queued"),
    rowsTotal: integer(),
    rowsDone: integer().notNull().default(0),
    bytes: bigint({ mode: "number" }).notNull().default(0),
    /** Where it goes on; moves together with `parts`. */
    cursor: text(),
    /** Keys of stored pieces, in order; the file is all of them. */
    parts: jsonb().notNull().default([]),
    /** Where it is delivered to: sourceId and folder. */
    delivery: jsonb(),
    scheduleId: uuid(),
    error: text(),
    cancelRequestedAt: instant(),
    expiresAt: instant(),
    createdBy: text(),
    createdById: text(),
    createdAt: createdAt(),
    startedAt: instant(),
    finishedAt: instant(),
    updatedAt: instant().notNull().defaultNow(),
  },
  (t) => [index("exports_created").on(t.createdAt)],
);

export const exportSchedules = pgTable("export_schedules", {
  id: uuidKey(),
  name: text().notNull(),
  list: text().notNull(),
  filters: jsonb().notNull(),
  columns: jsonb().notNull(),
  options: jsonb().notNull(),
  sourceId: uuid()
    .notNull()
    .references(() => fileSources.id, { onDelete: "restrict" }),
  folder: text().notNull().default(""),
  everyMinutes: integer().notNull(),
  state: text().notNull().default("active"),
  nextAt: instant().notNull(),
  createdBy: text(),
  createdAt: createdAt(),
  updatedAt: instant().notNull().defaultNow(),
});

export const importRejects = pgTable(
  "import_rejects",
  {
    importId: uuid()
      .notNull()
      .references(() => imports.id, { onDelete: "cascade" }),
    rowNo: integer().notNull(),
    /** Field code or column. */
    field: text(),
    code: text().notNull(),
    message: text().notNull(),
    raw: jsonb().notNull(),
    at: instant().notNull().defaultNow(),
    /** open | resolved | discarded */
    state: text().notNull().default("open"),
    tries: integer().notNull().default(0),
    triedAt: instant(),
    settledBy: text(),
  },
  (t) => [
    primaryKey({ columns: [t.importId, t.rowNo] }),
    index("import_rejects_at").on(t.at, t.importId, t.rowNo),
    index("import_rejects_text").using("gin", sql.raw(`(${importRejectText}) gin_trgm_ops`)),
  ],
);
