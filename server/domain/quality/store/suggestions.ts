import { sql } from "drizzle-orm";
import { arrayParam, instantParam, jsonParam, type Queryable, type Tx, toDate } from "@/server/db/client";
import type { SuggestionKind } from "@/server/domain/customers/quality/problems";

export type Changes = Record<string, { from: string | null; to: string | null }>;
export interface ReviewItem {
  customerId: number;
  kind: SuggestionKind;
  changes: Changes;
  suggestedAt: Date;
  firstName: string | null;
  lastName: string | null;
  email: string | null;
  phone: string | null;
}

/** Waiting for a decision, in the order of customers. */
export async function pendingPage(
  db: Queryable,
  kind: SuggestionKind,
  after: number,
  limit: number,
): Promise<ReviewItem[]> {
  const rows = await db.execute<{
    customer_id: number;
    changes: Changes;
    suggested_at: string;
    first_name: string | null;
    last_name: string | null;
    email: string | null;
    phone: string | null;
  }>(sql`
    select s.customer_id, s.changes, s.suggested_at, c.first_name, c.last_name, c.email, c.phone
    from quality_suggestions s join customers c on c.id = s.customer_id
    where s.kind = ${kind} and s.state = 'pending' and s.customer_id > ${after} order by s.customer_id limit ${limit}`);
  return rows.map((row) => ({
    customerId: row.customer_id,
    kind,
    changes: row.changes,
    suggestedAt: toDate(row.suggested_at),
    firstName: row.first_name,
    lastName: row.last_name,
    email: row.email,
    phone: row.phone,
  }));
}

export async function pendingCounts(db: Queryable): Promise<Record<string, number>> {
  const rows = await db.execute<{ kind: string; n: number }>(sql`
    select kind, count(*)::int as n from quality_suggestions where state = 'pending' group by kind`);
  return Object.fromEntries(rows.map((row) => [row.kind, row.n]));
}

export async function suggestionsOf(
  db: Queryable,
  customerId: number,
): Promise<{ kind: SuggestionKind; changes: Changes }[]> {
  const rows = await db.execute<{ kind: SuggestionKind; changes: Changes }>(sql`
    select kind, changes from quality_suggestions where customer_id = ${customerId} and state = 'pending' order by kind`);
  return [...rows];
}

interface Decision {
  state: "accepting" | "rejected" | "undoing" | "pending";
  runId: string | null;
  by: string | null;
  now: Date;
}

/** All of a kind that wait; how many. */
export async function decideAll(tx: Tx, kind: SuggestionKind, decision: Decision): Promise<number> {
  const rows = await tx.execute<{ n: number }>(sql`
    with decided as (
      update quality_suggestions set state = ${decision.state}, run_id = ${decision.runId}::uuid, decided_by = ${decision.by},
        decided_at = ${instantParam(decision.now)}, refusal = null
      where kind = ${kind} and state = 'pending' returning 1)
    select count(*)::int as n from decided`);
  return rows[0]?.n ?? 0;
}

/** What a run decided, on its way back; how many. Those that could not be written have nothing to give back. */
export async function reopenRun(
  tx: Tx,
  runId: string,
  was: "accepted" | "rejected",
  to: "undoing" | "pending",
  newRunId: string,
): Promise<number> {
  const rows = await tx.execute<{ n: number }>(sql`
    with reopened as (
      update quality_suggestions set state = ${to}, run_id = ${newRunId}::uuid
      where run_id = ${runId}::uuid and state = ${was} and refusal is null returning 1)
    select count(*)::int as n from reopened`);
  return rows[0]?.n ?? 0;
}

/** What a cancelled run has not come to stays as it was before. */
export const releaseRun = (tx: Tx, runId: string) =>
  tx.execute(sql`
    update quality_suggestions set state = case state when 'accepting' then 'pending' else 'accepted' end,
      decided_at = case state when 'accepting' then null else decided_at end,
      decided_by = case state when 'accepting' then null else decided_by end
    where run_id = ${runId}::uuid and state in ('accepting', 'undoing')`);

export interface Due {
  customerId: number;
  kind: SuggestionKind;
  changes: Changes;
}
/** The next ones of a run, locked. */
export async function nextOfRun(
  tx: Tx,
  runId: string,
  state: "accepting" | "undoing",
  limit: number,
): Promise<Due[]> {
  const rows = await tx.execute<{ customer_id: number; kind: SuggestionKind; changes: Changes }>(sql`
    select customer_id, kind, changes from quality_suggestions where run_id = ${runId}::uuid and state = ${state}
    order by customer_id limit ${limit} for update`);
  return rows.map((row) => ({ customerId: row.customer_id, kind: row.kind, changes: row.changes }));
}

export async function lockPending(
  tx: Tx,
  customerId: number,
  kind: SuggestionKind,
): Promise<(Due & { state: string; refusal: string | null }) | undefined> {
  const [row] = await tx.execute<{ changes: Changes; state: string; refusal: string | null }>(sql`
    select changes, state, refusal from quality_suggestions where customer_id = ${customerId} and kind = ${kind} for update`);
  return row ? { customerId, kind, ...row } : undefined;
}

export interface Settled {
  customerId: number;
  kind: SuggestionKind;
  state: "accepted" | "rejected" | "pending";
  refusal: string | null;
}
export async function settle(
  tx: Tx,
  settled: readonly Settled[],
  by: string | null,
  now: Date,
): Promise<void> {
  if (settled.length === 0) return;
  await tx.execute(sql`
    update quality_suggestions s set state = r.state, refusal = r.refusal, decided_by = coalesce(${by}, s.decided_by),
      decided_at = case when r.state = 'pending' then null else ${instantParam(now)} end
    from jsonb_to_recordset(${jsonParam(settled)}) as r("customerId" bigint, kind text, state text, refusal text)
    where s.customer_id = r."customerId" and s.kind = r.kind`);
}

/** Values as they are now, of the fields that suggestions speak of. */
export async function currentValues(
  db: Queryable,
  ids: readonly number[],
): Promise<Map<number, Record<string, string | null>>> {
  const rows = await db.execute<{
    id: number;
    email: string | null;
    first_name: string | null;
    middle_name: string | null;
    last_name: string | null;
    gender: string | null;
  }>(sql`
    select id, email, first_name, middle_name, last_name, gender from customers
    where id = any(${arrayParam([...ids], "bigint")}) and state = 'active' order by id for no key update`);
  return new Map(
    rows.map((row) => [
      row.id,
      {
        email: row.email,
        firstName: row.first_name,
        middleName: row.middle_name,
        lastName: row.last_name,
        gender: row.gender,
      },
    ]),
  );
}
