import { sql } from "drizzle-orm";
import { arrayParam, instantParam, type Queryable, type Tx } from "@/server/db/client";
import { randomSecret } from "@/server/platform/ids";
import { insertSourceIfNew } from "./source-store";

export interface LoggedRow {
  id: string;
  sourceId: number;
  occurredAt: Date;
  payload: string;
}

/** Appends track events to the log in the caller's transaction and wakes its reader. Returns the ids that were new. */
export async function appendToLog(
  tx: Tx,
  rows: readonly LoggedRow[],
  receivedAt: Date,
): Promise<Set<string>> {
  if (rows.length === 0) return new Set();
  const input = JSON.stringify(
    rows.map((row, i) => ({
      seq: i + 1,
      id: row.id,
      source_id: row.sourceId,
      occurred_at: row.occurredAt.toISOString(),
      payload: row.payload,
    })),
  );
  // Keys in the order of their ids, as every writer of the log does: two with common events wait instead of deadlocking.
  const fresh = await tx.execute<{ id: string }>(sql`
    with input as materialized (
      select distinct on (id) * from json_to_recordset(${input}::text::json)
        as r(seq int, id uuid, source_id smallint, occurred_at timestamptz, payload text) order by id, seq),
    fresh as (insert into event_keys (id) select id from input order by id on conflict do nothing returning id),
    logged as (
      insert into event_log (received_at, seq, txid, id, source_id, type, occurred_at, payload)
      select ${instantParam(receivedAt)}, i.seq, (select pg_current_xact_id()::text::bigint), i.id, i.source_id, 'track', i.occurred_at, i.payload
      from input i join fresh using (id))
    select id from fresh`);
  await tx.execute(sql`select pg_notify('event_log', '')`);
  return new Set(fresh.map((row) => row.id));
}

const ownCode = "rest-api";

/** Sources by code; null is the API's own, made when it is first needed. Switched-off ones are not found. */
export async function findSourceIds(
  tx: Tx,
  codes: readonly (string | null)[],
): Promise<Map<string | null, number>> {
  const wanted = codes.map((code) => code ?? ownCode);
  const find = () =>
    tx.execute<{ id: number; code: string }>(
      sql`select id, code from sources where is_active and code = any(${arrayParam(wanted, "text")})`,
    );
  let rows = await find();
  if (codes.includes(null) && !rows.some((row) => row.code === ownCode)) {
    await insertSourceIfNew(tx, { name: "REST API", code: ownCode, writeKey: `wk_${randomSecret(24)}` });
    rows = await find();
  }
  const byCode = new Map(rows.map((row) => [row.code, row.id]));
  return new Map(
    codes.flatMap((code) => {
      const id = byCode.get(code ?? ownCode);
      return id === undefined ? [] : [[code, id] as const];
    }),
  );
}

interface Named {
  id: number;
  externalId: string | null;
}
/** Customers by number or e-mail, with the external id the log knows them by. Merged ones answer as whom they became. */
export async function findBuyers(
  db: Queryable,
  named: { ids: readonly number[]; emails: readonly string[] },
): Promise<{ byId: Map<number, Named>; byEmail: Map<string, Named> }> {
  if (named.ids.length + named.emails.length === 0) return { byId: new Map(), byEmail: new Map() };
  const rows = await db.execute<{
    asked: number;
    id: number;
    external_id: string | null;
    email: string | null;
  }>(sql`
    select asked.id as asked, c.id, c.external_id, asked.email
    from customers asked join customers c on c.id = coalesce(asked.merged_into, asked.id)
    where asked.id = any(${arrayParam(named.ids, "bigint")}) or asked.email = any(${arrayParam(named.emails, "text")})`);
  const ofRow = (row: (typeof rows)[number]): Named => ({ id: row.id, externalId: row.external_id });
  return {
    byId: new Map(rows.map((row) => [row.asked, ofRow(row)])),
    byEmail: new Map(rows.flatMap((row) => (row.email === null ? [] : [[row.email, ofRow(row)]]))),
  };
}
