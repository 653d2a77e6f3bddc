import { bigint, boolean, index, integer, jsonb, pgTable, primaryKey, text, uuid } from "drizzle-orm/pg-core";
import { createdAt, instant, uuidKey } from "../columns";

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
    createdBy: text(),
    createdAt: createdAt(),
    startedAt: instant(),
    finishedAt: instant(),
    updatedAt: instant().notNull().defaultNow(),
  },
  (t) => [index("imports_created").on(t.createdAt)],
);

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
  },
  (t) => [primaryKey({ columns: [t.importId, t.rowNo] })],
);
