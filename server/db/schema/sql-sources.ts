import { boolean, index, integer, jsonb, pgTable, text, uuid } from "drizzle-orm/pg-core";
import { createdAt, instant, uuidKey } from "../columns";

/** Databases that rows are pulled from. */
export const sqlConnections = pgTable("sql_connections", {
  id: uuidKey(),
  name: text().notNull(),
  /** postgres | mysql | mssql */
  kind: text().notNull(),
  host: text().notNull(),
  port: integer().notNull(),
  database: text().notNull(),
  username: text().notNull(),
  /** Sealed. */
  password: text(),
  /** verify | encrypt (whoever answers) | off */
  tls: text().notNull().default("verify"),
  /** PEM of the authority that signed the server's certificate, when it is not a public one. */
  ca: text(),
  createdBy: text(),
  createdAt: createdAt(),
  updatedAt: instant().notNull().defaultNow(),
});

/** A saved query whose rows become customers, orders … */
export const sqlQueries = pgTable(
  "sql_queries",
  {
    id: uuidKey(),
    connectionId: uuid()
      .notNull()
      .references(() => sqlConnections.id),
    name: text().notNull(),
    /** customers | orders | receipts | products | categories | stores */
    entity: text().notNull(),
    query: text().notNull(),
    /** Column to field code. */
    mapping: jsonb().notNull(),
    /** columns, dateOrder, decimal */
    format: jsonb().notNull(),
    /** incremental | full */
    mode: text().notNull(),
    /** The column that packs are cut by; null: the whole result is one pack. */
    keyColumn: text(),
    /** date | number */
    keyKind: text(),
    packRows: integer().notNull().default(5000),
    /** {kind: manual} | {kind: every, minutes} | {kind: daily, at} */
    schedule: jsonb().notNull(),
    /** null: by hand only. */
    nextRunAt: instant(),
    isActive: boolean().notNull().default(true),
    /** How far it has come: `{value, isWhole, seen}`. Moves in the transaction of the rows' effect. */
    position: jsonb(),
    createdBy: text(),
    createdAt: createdAt(),
    updatedAt: instant().notNull().defaultNow(),
  },
  (t) => [index("sql_queries_due").on(t.nextRunAt), index("sql_queries_connection").on(t.connectionId)],
);
