import { type SQL, sql } from "drizzle-orm";
import { instantParam, jsonParam, type Queryable, type Tx, toDate, toDateOrNull } from "@/server/db/client";
import {
  importRejectText,
  isRejectDoor,
  type RejectDoor,
  type RejectEntity,
  type RejectState,
  rejectText,
} from "./model";
import type { RejectFilter, RejectSelection } from "./schema";

/** A refused input, from either table. */
export interface Reject {
  /** `r<number>`, or `i<import>:<row>` of an uploaded file. */
  key: string;
  at: Date;
  door: RejectDoor;
  entity: RejectEntity;
  state: RejectState;
  sourceId: number | null;
  origin: string | null;
  code: string | null;
  reason: string;
  path: string | null;
  eventId: string | null;
  occurredAt: Date | null;
  payload: string | null;
  /** As it came, when somebody has corrected it. */
  firstPayload: string | null;
  tries: number;
  triedAt: Date | null;
  settledBy: string | null;
}
type Raw = Record<keyof Reject, unknown> & {
  at: string;
  key: string;
  place: string;
  occurred_at: string | null;
  tried_at: string | null;
};

const like = (search: string) => `%${search.replace(/[\\%_]/g, "\\$&")}%`;
const both = (parts: readonly (SQL | undefined)[]): SQL =>
  sql.join(
    parts.filter((part) => part !== undefined),
    sql` and `,
  );

/** The same question to both tables; the planner never sees the one that cannot answer. */
function conditions(filter: RejectFilter): { inputs: SQL | undefined; rows: SQL | undefined } {
  const { door, entity, state, sourceId, search, since, before } = filter;
  const common = (alias: SQL) => [
    sql`true`,
    state === undefined ? undefined : sql`${alias}.state = ${state}`,
    since === undefined ? undefined : sql`${alias}.at >= ${instantParam(since)}`,
    before === undefined ? undefined : sql`${alias}.at < ${instantParam(before)}`,
  ];
  const inputs = both([
    ...common(sql`r`),
    door === undefined ? undefined : sql`r.door = ${door}`,
    entity === undefined ? undefined : sql`r.entity = ${entity}`,
    sourceId === undefined ? undefined : sql`r.source_id = ${sourceId}`,
    search ? sql`(${sql.raw(rejectText)}) ilike ${like(search)}` : undefined,
  ]);
  const rows = both([
    ...common(sql`j`),
    sql`not i.is_dry_run`,
    entity === undefined ? undefined : sql`${importEntity} = ${entity}`,
    search ? sql`(${sql.raw(importRejectText)}) ilike ${like(search)}` : undefined,
  ]);
  return {
    inputs: door === "import" ? undefined : inputs,
    rows: (door === undefined || door === "import") && sourceId === undefined ? rows : undefined,
  };
}

const importEntity = sql`case i.entity when 'categories' then 'category' else rtrim(i.entity, 's') end`;
const inputColumns = sql`'r' || r.id as key, r.at, r.door, r.entity, r.state, r.source_id as "sourceId", r.origin, r.code, r.reason, r.path,
  r.event_id as "eventId", r.occurred_at, r.payload, r.first_payload as "firstPayload", r.tries, r.tried_at, r.settled_by as "settledBy"`;
const rowColumns = sql`'i' || j.import_id || ':' || j.row_no as key, j.at, 'import' as door, ${importEntity} as entity, j.state,
  null::int as "sourceId", i.file_name as origin, j.code, j.message as reason,
  'row ' || j.row_no || coalesce(', ' || j.field, '') as path, null::uuid as "eventId", null::timestamptz as occurred_at, j.raw::text as payload,
  null::text as "firstPayload", j.tries, j.tried_at, j.settled_by as "settledBy"`;

interface Places {
  /** Last row taken of rejected_inputs: [at, id]. */
  r?: [string, number];
  /** Last row taken of import_rejects: [at, import, row]. */
  i?: [string, string, number];
}

export async function pageOfRejects(
  db: Queryable,
  filter: RejectFilter,
  limit: number,
  after: Places,
): Promise<{ rows: Reject[]; next: Places | undefined }> {
  const { inputs, rows } = conditions(filter);
  const [first, second] = await Promise.all([
    inputs === undefined
      ? []
      : db.execute<Raw>(sql`
          select ${inputColumns}, r.at::text as place from rejected_inputs r
          where ${inputs} and ${after.r ? sql`(r.at, r.id) < (${after.r[0]}::timestamptz, ${after.r[1]}::bigint)` : sql`true`}
          order by r.at desc, r.id desc limit ${limit + 1}`),
    rows === undefined
      ? []
      : db.execute<Raw>(sql`
          select ${rowColumns}, j.at::text as place from import_rejects j join imports i on i.id = j.import_id
          where ${rows} and ${
            after.i
              ? sql`(j.at, j.import_id, j.row_no) < (${after.i[0]}::timestamptz, ${after.i[1]}::uuid, ${after.i[2]}::int)`
              : sql`true`
          }
          order by j.at desc, j.import_id desc, j.row_no desc limit ${limit + 1}`),
  ]);
  const merged = [...first, ...second].sort((a, b) => toDate(b.at).getTime() - toDate(a.at).getTime());
  const page = merged.slice(0, limit);
  const next: Places = { ...after };
  for (const row of page) {
    if (row.key.startsWith("r")) next.r = [row.place, Number(row.key.slice(1))];
    else next.i = [row.place, row.key.slice(1, 37), Number(row.key.slice(38))];
  }
  return { rows: page.map(asReject), next: merged.length > limit ? next : undefined };
}

function asReject(raw: Raw): Reject {
  const { place: _, occurred_at, tried_at, ...row } = raw;
  return {
    ...(row as unknown as Reject),
    door: isRejectDoor(String(row.door)) ? (row.door as RejectDoor) : "rest",
    at: toDate(raw.at),
    occurredAt: toDateOrNull(occurred_at),
    triedAt: toDateOrNull(tried_at),
  };
}

const mostCounted = 100_001;
/** Up to 100,001, which means "more than 100,000". */
export async function countRejects(db: Queryable, filter: RejectFilter): Promise<number> {
  const { inputs, rows } = conditions(filter);
  const [row] = await db.execute<{ n: number }>(sql`
    select (${inputs ? sql`select count(*) from (select 1 from rejected_inputs r where ${inputs} limit ${mostCounted}) a` : sql`0`})
      + (${rows ? sql`select count(*) from (select 1 from import_rejects j join imports i on i.id = j.import_id where ${rows} limit ${mostCounted}) b` : sql`0`})
      as n`);
  return Math.min(mostCounted, Number(row?.n ?? 0));
}

const idsOf = (keys: readonly string[]) =>
  keys.filter((key) => key.startsWith("r")).map((key) => Number(key.slice(1)));
const placesOf = (keys: readonly string[]) =>
  keys
    .filter((key) => key.startsWith("i"))
    .map((key) => ({ import_id: key.slice(1, 37), row_no: Number(key.slice(38)) }));
const places = (keys: readonly string[]) =>
  sql`(select import_id, row_no from jsonb_to_recordset(${jsonParam(placesOf(keys))}) as t (import_id uuid, row_no int))`;
const ids = (keys: readonly string[]) =>
  sql`(select value::bigint from jsonb_array_elements_text(${jsonParam(idsOf(keys))}))`;

/** Open rows of a selection, locked for this transaction, at most so many; oldest first. */
export async function takeOpen(tx: Tx, selection: RejectSelection, limit: number): Promise<Reject[]> {
  if ("keys" in selection) {
    const { keys } = selection;
    const found = [
      ...(await tx.execute<Raw>(sql`
        select ${inputColumns}, '' as place from rejected_inputs r where r.id in ${ids(keys)} and r.state = 'open' for update`)),
      ...(await tx.execute<Raw>(sql`
        select ${rowColumns}, '' as place from import_rejects j join imports i on i.id = j.import_id
        where (j.import_id, j.row_no) in ${places(keys)} and j.state = 'open' for update of j`)),
    ];
    return found.map(asReject);
  }
  const { inputs, rows } = conditions({ ...selection.matching, state: "open" });
  const since = instantParam(selection.notTriedSince);
  const found: Raw[] = [];
  if (inputs)
    found.push(
      ...(await tx.execute<Raw>(sql`
        select ${inputColumns}, '' as place from rejected_inputs r
        where ${inputs} and r.at <= ${since} and (r.tried_at is null or r.tried_at < ${since})
        order by r.at, r.id limit ${limit} for update skip locked`)),
    );
  if (rows && found.length < limit)
    found.push(
      ...(await tx.execute<Raw>(sql`
        select ${rowColumns}, '' as place from import_rejects j join imports i on i.id = j.import_id
        where ${rows} and j.at <= ${since} and (j.tried_at is null or j.tried_at < ${since})
        order by j.at, j.import_id, j.row_no limit ${limit - found.length} for update of j skip locked`)),
    );
  return found.map(asReject);
}

export interface Settled {
  key: string;
  state: RejectState;
  /** The new reason of what was refused again. */
  reason?: string | undefined;
  path?: string | undefined;
}

/** Writes down what became of tried rows. */
export async function settle(tx: Tx, settled: readonly Settled[], by: string, now: Date): Promise<void> {
  if (settled.length === 0) return;
  const rows = settled.map((one) => ({
    id: one.key.startsWith("r") ? Number(one.key.slice(1)) : null,
    import_id: one.key.startsWith("i") ? one.key.slice(1, 37) : null,
    row_no: one.key.startsWith("i") ? Number(one.key.slice(38)) : null,
    state: one.state,
    reason: one.reason?.slice(0, 500) ?? null,
    path: one.path?.slice(0, 300) ?? null,
  }));
  const input = sql`jsonb_to_recordset(${jsonParam(rows)}) as s (id bigint, import_id uuid, row_no int, state text, reason text, path text)`;
  const tried = sql`tries = t.tries + case when s.state = 'discarded' then 0 else 1 end, tried_at = ${instantParam(now)}, settled_by = ${by}`;
  await tx.execute(sql`
    update rejected_inputs t set state = s.state, reason = coalesce(s.reason, t.reason), path = coalesce(s.path, t.path), ${tried}
    from ${input} where t.id = s.id`);
  await tx.execute(sql`
    update import_rejects t set state = s.state, message = coalesce(s.reason, t.message), ${tried}
    from ${input} where t.import_id = s.import_id and t.row_no = s.row_no`);
}

/** Replaces the input and keeps the first one. False when the row is not open any more, or belongs to a file. */
export async function correctPayload(tx: Tx, key: string, payload: string, by: string): Promise<boolean> {
  const rows = await tx.execute(sql`
    update rejected_inputs set first_payload = coalesce(first_payload, payload), payload = ${payload}, settled_by = ${by}
    where id = ${Number(key.slice(1))} and state = 'open' returning 1`);
  return rows.length > 0;
}
