import type { z } from "zod";
import { readSettings } from "@/server/domain/account";
import { type CommandContext, command } from "@/server/kernel/command";
import { encryptSecret } from "@/server/platform/crypto";
import { conflict, invalid, notFound } from "@/server/platform/errors";
import { assertOutboundHost } from "@/server/platform/outbound";
import { bindMapping } from "../fields/mapping";
import { type ImportView, viewOf } from "../queries";
import { startPull } from "./due";
import { problemOfQuery } from "./model";
import { type ConnectionView, connectionView, type QueryView, queryView } from "./queries";
import { nextRunAt } from "./schedule";
import * as schema from "./schema";
import {
  findConnection,
  findQuery,
  insertConnection,
  insertQuery,
  lockQuery,
  queriesOf,
  removeConnection,
  removeQuery,
  runningImportOf,
  saveConnection,
  saveQuery,
} from "./store";

export const createSqlConnection = command({
  name: "integrations.create-sql-connection",
  permission: "sources:write",
  input: schema.createConnection,
  async run(ctx, { password, ca, ...rest }): Promise<ConnectionView> {
    assertOutboundHost(rest.host);
    const now = ctx.clock.now();
    const record = await insertConnection(ctx.db, {
      ...rest,
      ca: ca || null,
      password: encryptSecret(password),
      createdBy: ctx.actor.label,
      createdAt: now,
      updatedAt: now,
    });
    ctx.audit({ subjectType: "sql-connection", subjectId: record.id, changes: { ...rest } });
    return connectionView(record);
  },
});

export const updateSqlConnection = command({
  name: "integrations.update-sql-connection",
  permission: "sources:write",
  input: schema.updateConnection,
  async run(ctx, { id, password, ca, ...rest }): Promise<ConnectionView> {
    const known = await findConnection(ctx.db, id);
    if (!known) throw notFound("connection", id);
    assertOutboundHost(rest.host);
    const isElsewhere =
      known.host !== rest.host || known.port !== rest.port || known.username !== rest.username;
    if (isElsewhere && password === undefined)
      throw invalid("password: Give it again: the server or the account is another one.", [
        { path: "password", message: "is needed for another server or account" },
      ]);
    const record = await saveConnection(ctx.db, id, {
      ...rest,
      ca: ca || null,
      ...(password === undefined ? {} : { password: encryptSecret(password) }),
      updatedAt: ctx.clock.now(),
    });
    ctx.audit({
      subjectType: "sql-connection",
      subjectId: id,
      changes: { ...rest, ...(password === undefined ? {} : { password: "replaced" }) },
    });
    return connectionView(record ?? known);
  },
});

export const deleteSqlConnection = command({
  name: "integrations.delete-sql-connection",
  permission: "sources:write",
  input: schema.connectionId,
  async run(ctx, { id }): Promise<void> {
    const known = await findConnection(ctx.db, id);
    if (!known) throw notFound("connection", id);
    const users = await queriesOf(ctx.db, id);
    if (users.length > 0)
      throw conflict(`Queries read through it: ${users.slice(0, 10).join(", ")}. Delete them first.`);
    await removeConnection(ctx.db, id);
    ctx.audit({ subjectType: "sql-connection", subjectId: id, changes: { deleted: known.name } });
  },
});

type QueryInput = z.output<typeof schema.createQuery>;
/** What can be seen without asking the database. */
async function checkQuery(ctx: CommandContext, input: QueryInput): Promise<void> {
  const connection = await findConnection(ctx.db, input.connectionId);
  if (!connection) throw notFound("connection", input.connectionId);
  const problem = problemOfQuery(input.query, connection.kind);
  if (problem) throw invalid(`query: ${problem}`, [{ path: "query", message: problem }]);
  const bound = bindMapping(input.entity, input.mapping, input.columns);
  const isPurchase = input.entity === "orders" || input.entity === "receipts";
  if (isPurchase && !bound.some((one) => one.code === "external_id"))
    throw invalid(
      "mapping: Map a column to external_id. Rows that are read again and again are known by it.",
      [{ path: "mapping", message: "needs external_id" }],
    );
  const needsKey = input.mode === "incremental";
  if (needsKey && (input.keyColumn === null || input.keyKind === null))
    throw invalid("keyColumn: Choose the column that tells what is new.", [
      { path: "keyColumn", message: "is needed to read only what is new" },
    ]);
  if (input.keyColumn !== null && !input.columns.includes(input.keyColumn))
    throw invalid(`keyColumn: The query gives no column ${JSON.stringify(input.keyColumn)}.`, [
      { path: "keyColumn", message: "is not a column of the query" },
    ]);
}

async function valuesOf(ctx: CommandContext, input: QueryInput) {
  const { columns, dateOrder, decimal, keyColumn, keyKind, ...rest } = input;
  const { timeZone } = await readSettings(ctx.db);
  return {
    ...rest,
    keyColumn,
    keyKind: keyColumn === null ? null : keyKind,
    format: { columns, ...(dateOrder ? { dateOrder } : {}), ...(decimal ? { decimal } : {}) },
    nextRunAt: nextRunAt(input.schedule, timeZone, ctx.clock.now()),
    updatedAt: ctx.clock.now(),
  };
}

export const createSqlQuery = command({
  name: "integrations.create-sql-query",
  permission: "sources:write",
  input: schema.createQuery,
  async run(ctx, input): Promise<QueryView> {
    await checkQuery(ctx, input);
    const record = await insertQuery(ctx.db, {
      ...(await valuesOf(ctx, input)),
      createdBy: ctx.actor.label,
      createdAt: ctx.clock.now(),
    });
    ctx.audit({
      subjectType: "sql-query",
      subjectId: record.id,
      changes: { name: input.name, query: input.query },
    });
    return queryView(record, undefined);
  },
});

/** Another query, entity, mode or key begins from the start: what was remembered speaks of the old one. */
export const updateSqlQuery = command({
  name: "integrations.update-sql-query",
  permission: "sources:write",
  input: schema.updateQuery,
  async run(ctx, { id, ...input }): Promise<QueryView> {
    const known = await lockQuery(ctx.db, id);
    if (!known) throw notFound("query", id);
    if ((await runningImportOf(ctx.db, id)) !== undefined)
      throw conflict("It is running. Wait until it ends, or cancel it.");
    await checkQuery(ctx, input);
    const isOther = (["connectionId", "query", "entity", "mode", "keyColumn", "keyKind"] as const).some(
      (name) => known[name] !== input[name],
    );
    await saveQuery(ctx.db, id, { ...(await valuesOf(ctx, input)), ...(isOther ? { position: null } : {}) });
    ctx.audit({ subjectType: "sql-query", subjectId: id, changes: { name: input.name, query: input.query } });
    const saved = await findQuery(ctx.db, id);
    return queryView(saved ?? known, undefined);
  },
});

export const setSqlQueryActive = command({
  name: "integrations.set-sql-query-active",
  permission: "sources:write",
  input: schema.setQueryActive,
  async run(ctx, { id, isActive }): Promise<void> {
    const known = await lockQuery(ctx.db, id);
    if (!known) throw notFound("query", id);
    const { timeZone } = await readSettings(ctx.db);
    const now = ctx.clock.now();
    await saveQuery(ctx.db, id, {
      isActive,
      nextRunAt: nextRunAt(known.schedule, timeZone, now),
      updatedAt: now,
    });
    ctx.audit({ subjectType: "sql-query", subjectId: id, changes: { isActive } });
  },
});

/** What it brought stays. */
export const deleteSqlQuery = command({
  name: "integrations.delete-sql-query",
  permission: "sources:write",
  input: schema.queryId,
  async run(ctx, { id }): Promise<void> {
    const known = await lockQuery(ctx.db, id);
    if (!known) throw notFound("query", id);
    if ((await runningImportOf(ctx.db, id)) !== undefined)
      throw conflict("It is running. Wait until it ends, or cancel it.");
    await removeQuery(ctx.db, id);
    ctx.audit({ subjectType: "sql-query", subjectId: id, changes: { deleted: known.name } });
  },
});

/** The next run reads everything again. */
export const restartSqlQuery = command({
  name: "integrations.restart-sql-query",
  permission: "sources:write",
  input: schema.queryId,
  async run(ctx, { id }): Promise<void> {
    if (!(await lockQuery(ctx.db, id))) throw notFound("query", id);
    if ((await runningImportOf(ctx.db, id)) !== undefined)
      throw conflict("It is running. Wait until it ends, or cancel it.");
    await saveQuery(ctx.db, id, { position: null, updatedAt: ctx.clock.now() });
    ctx.audit({ subjectType: "sql-query", subjectId: id, changes: { position: "forgotten" } });
  },
});

export const runSqlQuery = command({
  name: "integrations.run-sql-query",
  permission: "imports:run",
  input: schema.runQuery,
  async run(ctx, { id, dryRun }): Promise<ImportView> {
    const query = await lockQuery(ctx.db, id);
    if (!query) throw notFound("query", id);
    if ((await runningImportOf(ctx.db, id)) !== undefined) throw conflict("It is running already.");
    const record = await startPull(ctx.db, query, {
      now: ctx.clock.now(),
      by: ctx.actor.label,
      isDryRun: dryRun,
    });
    ctx.audit({ subjectType: "import", subjectId: record.id, changes: { query: query.name, dryRun } });
    return viewOf(record);
  },
});
