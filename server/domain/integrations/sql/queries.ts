import { readSettings } from "@/server/domain/account";
import { loadFields } from "@/server/domain/fields";
import { query } from "@/server/kernel/command";
import { invalid, notFound } from "@/server/platform/errors";
import { importFields } from "../fields/catalogue";
import { customImportFields } from "../fields/custom";
import type { Mapping } from "../fields/mapping";
import { suggestMapping } from "../fields/suggest";
import type { ImportRecord } from "../imports/store";
import { type ImportView, viewOf } from "../queries";
import { withSession } from "./drivers/open";
import type { SqlTarget } from "./drivers/session";
import {
  type KeyKind,
  type PullMode,
  type PullSchedule,
  previewRows,
  previewTimeoutMs,
  problemOfQuery,
  type SqlKind,
  type TlsMode,
} from "./model";
import * as schema from "./schema";
import { isOfKind, previewStatement } from "./statement";
import {
  type ConnectionRecord,
  findConnection,
  findQuery,
  lastImports,
  pageOfRuns,
  type QueryFormat,
  type QueryRecord,
  readConnections,
  readQueries,
  targetOf,
} from "./store";

/** A connection as people see it: never its password. */
export interface ConnectionView {
  id: string;
  name: string;
  kind: SqlKind;
  host: string;
  port: number;
  database: string;
  username: string;
  tls: TlsMode;
  ca: string | null;
  createdAt: Date;
}
export const connectionView = (record: ConnectionRecord): ConnectionView => ({
  id: record.id,
  name: record.name,
  kind: record.kind,
  host: record.host,
  port: record.port,
  database: record.database,
  username: record.username,
  tls: record.tls,
  ca: record.ca,
  createdAt: record.createdAt,
});

export interface QueryView {
  id: string;
  connectionId: string;
  name: string;
  entity: QueryRecord["entity"];
  query: string;
  mapping: Mapping;
  format: QueryFormat;
  mode: PullMode;
  keyColumn: string | null;
  keyKind: KeyKind | null;
  packRows: number;
  schedule: PullSchedule;
  isActive: boolean;
  nextRunAt: Date | null;
  /** The remembered maximum; null: the next run begins from the start. */
  position: string | null;
  lastRun: ImportView | null;
}
export const queryView = (record: QueryRecord, lastRun: ImportRecord | undefined): QueryView => ({
  id: record.id,
  connectionId: record.connectionId,
  name: record.name,
  entity: record.entity,
  query: record.query,
  mapping: record.mapping,
  format: record.format,
  mode: record.mode,
  keyColumn: record.keyColumn,
  keyKind: record.keyKind,
  packRows: record.packRows,
  schedule: record.schedule,
  isActive: record.isActive,
  nextRunAt: record.isActive ? record.nextRunAt : null,
  position: record.position?.value ?? null,
  lastRun: lastRun ? viewOf(lastRun) : null,
});

/** Databases and the queries that read them. */
export const listSqlSources = query({
  name: "integrations.list-sql-sources",
  permission: "sources:read",
  input: schema.nothingInput,
  async run(ctx): Promise<{ connections: ConnectionView[]; queries: QueryView[] }> {
    const [connections, queries] = [await readConnections(ctx.db), await readQueries(ctx.db)];
    const runs = await lastImports(
      ctx.db,
      queries.map((one) => one.id),
    );
    const byQuery = new Map(runs.map((run) => [run.sqlQueryId, run as unknown as ImportRecord]));
    return {
      connections: connections.map(connectionView),
      queries: queries.map((one) => queryView(one, byQuery.get(one.id))),
    };
  },
});

export const getSqlQuery = query({
  name: "integrations.get-sql-query",
  permission: "sources:read",
  input: schema.queryId,
  async run(ctx, { id }): Promise<QueryView & { connection: ConnectionView; runs: ImportView[] }> {
    const record = await findQuery(ctx.db, id);
    const connection = record && (await findConnection(ctx.db, record.connectionId));
    if (!record || !connection) throw notFound("query", id);
    const runs = (await pageOfRuns(ctx.db, id, 50)) as unknown as ImportRecord[];
    return {
      ...queryView(record, runs[0]),
      connection: connectionView(connection),
      runs: runs.map(viewOf),
    };
  },
});

/** Connects as typed, and says what answers and whether the account may do more than it should. */
export const testSqlConnection = query({
  name: "integrations.test-sql-connection",
  permission: "sources:write",
  input: schema.testConnection,
  async run(ctx, { id, password, ca, ...rest }): Promise<{ version: string; mayWrite: boolean }> {
    const known = id === undefined ? undefined : await findConnection(ctx.db, id);
    const isSame =
      known && known.host === rest.host && known.port === rest.port && known.username === rest.username;
    if (password === undefined && !isSame)
      throw invalid("password: Give the password of this server and account.", [
        { path: "password", message: "is needed" },
      ]);
    const target: SqlTarget = {
      ...rest,
      ca: ca || null,
      password: password ?? (known ? targetOf(known).password : ""),
    };
    return await withSession(target, (session) => session.describe());
  },
});

/** The first rows of a query with a first mapping. Reads only. */
export const previewSqlQuery = query({
  name: "integrations.preview-sql-query",
  permission: "sources:write",
  input: schema.previewQuery,
  async run(ctx, { connectionId, entity, query: text }) {
    const connection = await findConnection(ctx.db, connectionId);
    if (!connection) throw notFound("connection", connectionId);
    const problem = problemOfQuery(text, connection.kind);
    if (problem) throw invalid(`query: ${problem}`, [{ path: "query", message: problem }]);
    const { columns: names, rows } = await withSession(targetOf(connection), (session) =>
      session.select(previewStatement(connection.kind, text, previewRows), previewTimeoutMs),
    );
    const { defaultCountry } = await readSettings(ctx.db);
    const custom = customImportFields(await loadFields(ctx.db), entity);
    const cells = rows.map((row) => row.map((cell) => (cell ?? "").slice(0, 300)));
    const columns = names.map((name, i) => ({
      name,
      samples: [...new Set(cells.map((row) => row[i] ?? "").filter((cell) => cell.trim() !== ""))]
        .slice(0, 5)
        .map((cell) => cell.slice(0, 100)),
      /** Whether its values could tell what is new. */
      keyKind: keyKindOf(rows.map((row) => row[i] ?? null)),
    }));
    return {
      columns,
      rows: cells,
      fields: [...importFields[entity], ...custom],
      mapping: suggestMapping(entity, columns, defaultCountry, custom),
    };
  },
});

function keyKindOf(values: readonly (string | null)[]): KeyKind | null {
  const present = values.filter((value): value is string => value !== null);
  if (present.length === 0) return null;
  if (present.every((value) => isOfKind("number", value))) return "number";
  return present.every((value) => isOfKind("date", value)) ? "date" : null;
}
