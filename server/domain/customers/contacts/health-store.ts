import { sql } from "drizzle-orm";
import {
  arrayParam,
  instantParam,
  jsonParam,
  type Queryable,
  type Tx,
  toDateOrNull,
} from "@/server/db/client";
import type { ContactKind } from "./codes";
import type { Health } from "./health";

export interface Address {
  kind: ContactKind;
  value: string;
}
/** An address with whom it was used for. */
export interface OwnedAddress extends Address {
  customerId: number;
}
export const addressKey = (address: Address): string => `${address.kind} ${address.value}`;

const pairs = (addresses: readonly Address[]) =>
  sql`unnest(${arrayParam(
    addresses.map((one) => one.kind),
    "text",
  )}, ${arrayParam(
    addresses.map((one) => one.value),
    "text",
  )}) as a(kind, value)`;

const owned = (addresses: readonly OwnedAddress[]) =>
  sql`unnest(${arrayParam(
    addresses.map((one) => one.kind),
    "text",
  )}, ${arrayParam(
    addresses.map((one) => one.value),
    "text",
  )}, ${arrayParam(
    addresses.map((one) => one.customerId),
    "bigint",
  )}) as a(kind, value, customer_id)`;

/** Whether this customer still has the address. */
const stillHas = sql`((a.kind = 'email' and c.email = a.value) or (a.kind = 'phone' and c.phone = a.value))`;

interface HealthRow extends Record<string, unknown> {
  kind: ContactKind;
  value: string;
  code: number;
  code_at: string | null;
  code_by: string | null;
  last_success_at: string | null;
  unblocked_at: string | null;
}
const healthOf = (row: HealthRow): Health => ({
  code: row.code,
  codeAt: toDateOrNull(row.code_at),
  codeBy: row.code_by,
  lastSuccessAt: toDateOrNull(row.last_success_at),
  unblockedAt: toDateOrNull(row.unblocked_at),
});

export async function readHealth(db: Queryable, addresses: readonly Address[]): Promise<Map<string, Health>> {
  const rows = await db.execute<HealthRow>(sql`
    select h.* from ${pairs(addresses)} join contact_health h on h.kind = a.kind and h.value = a.value`);
  return new Map(rows.map((row) => [addressKey(row), healthOf(row)]));
}

/**
 * Makes the rows that are missing, with the code their owner has now, and locks all, in one order, so that two recorders
 * queue.
 */
export async function lockHealth(tx: Tx, addresses: readonly OwnedAddress[]): Promise<Map<string, Health>> {
  await tx.execute(sql`
    insert into contact_health (kind, value, code, code_at, code_by)
    select distinct on (a.kind, a.value) a.kind, a.value, coalesce(had.code, 0),
      case when had.code > 0 then c.updated_at end, case when had.code > 0 then 'provider' end
    from ${owned(addresses)} left join customers c on c.id = a.customer_id and ${stillHas}
    cross join lateral (select case a.kind when 'email' then c.email_code else c.phone_code end as code) had
    order by a.kind, a.value, had.code desc nulls last on conflict do nothing`);
  const rows = await tx.execute<HealthRow>(sql`
    select h.* from contact_health h where (h.kind, h.value) in (select a.kind, a.value from ${pairs(addresses)})
    order by h.kind, h.value for update of h`);
  return new Map(rows.map((row) => [addressKey(row), healthOf(row)]));
}

/** Writes records, and the codes of the people who have these addresses now. How many people's codes changed. */
export async function saveHealth(
  tx: Tx,
  healths: readonly (OwnedAddress & Health)[],
  now: Date,
): Promise<number> {
  await tx.execute(sql`
    update contact_health h set code = r.code, code_at = r."codeAt", code_by = r."codeBy",
      last_success_at = r."lastSuccessAt", unblocked_at = r."unblockedAt"
    from jsonb_to_recordset(${jsonParam(healths)}) as r(kind text, value text, code smallint, "codeAt" timestamptz,
      "codeBy" text, "lastSuccessAt" timestamptz, "unblockedAt" timestamptz)
    where h.kind = r.kind and h.value = r.value`);
  return applyCodes(tx, healths, now);
}

/** Brings the codes of these people to what is kept of their addresses; who has another by now is left alone. */
export async function applyCodes(tx: Tx, addresses: readonly OwnedAddress[], now: Date): Promise<number> {
  if (addresses.length === 0) return 0;
  const rows = await tx.execute(sql`
    with due as (
      select c.id, max(h.code) filter (where h.kind = 'email') as email_code,
        max(h.code) filter (where h.kind = 'phone') as phone_code
      from ${owned(addresses)}
      join customers c on c.id = a.customer_id and ${stillHas}
      join contact_health h on h.kind = a.kind and h.value = a.value
        and h.code <> case a.kind when 'email' then c.email_code else c.phone_code end
      group by c.id),
    locked as (
      select c.id, due.email_code, due.phone_code from customers c join due on due.id = c.id
      order by c.id for no key update of c)
    update customers c set email_code = coalesce(locked.email_code, c.email_code),
      phone_code = coalesce(locked.phone_code, c.phone_code), updated_at = ${instantParam(now)}
    from locked where c.id = locked.id returning c.id`);
  return rows.length;
}

/** What only DNS said against these addresses is taken back: their domain is there again. */
export async function liftDnsCodes(tx: Tx, addresses: readonly OwnedAddress[], now: Date): Promise<number> {
  await tx.execute(sql`
    update contact_health h set code = 0, code_at = null, code_by = null from ${pairs(addresses)}
    where h.kind = a.kind and h.value = a.value and h.code_by = 'dns'`);
  return applyCodes(tx, addresses, now);
}

export async function addSoftFailures(
  tx: Tx,
  failures: readonly (Address & { ref: string; at: Date })[],
): Promise<void> {
  if (failures.length === 0) return;
  await tx.execute(sql`
    insert into contact_soft_bounces (kind, value, ref, at)
    select r.kind, r.value, r.ref, min(r.at) from jsonb_to_recordset(${jsonParam(failures)})
      as r(kind text, value text, ref text, at timestamptz)
    group by r.kind, r.value, r.ref order by 1, 2, 3 on conflict do nothing`);
}

export async function softFailures(
  db: Queryable,
  addresses: readonly Address[],
): Promise<Map<string, Date[]>> {
  const rows = await db.execute<{ kind: ContactKind; value: string; times: string[] }>(sql`
    select s.kind, s.value, jsonb_agg(s.at order by s.at) as times from ${pairs(addresses)}
    join contact_soft_bounces s on s.kind = a.kind and s.value = a.value group by s.kind, s.value`);
  return new Map(rows.map((row) => [addressKey(row), row.times.map((at) => new Date(at))]));
}

export async function forgetSoftFailures(tx: Tx, addresses: readonly Address[]): Promise<void> {
  await tx.execute(sql`
    delete from contact_soft_bounces s using ${pairs(addresses)} where s.kind = a.kind and s.value = a.value`);
}

/** Soft failures too old to matter to the rule of seven. */
export async function pruneSoftFailures(db: Queryable, before: Date): Promise<void> {
  await db.execute(sql`delete from contact_soft_bounces where at < ${instantParam(before)}`);
}

/** Nothing that names these addresses stays: for erasing a person. */
export async function forgetAddresses(tx: Tx, addresses: readonly Address[]): Promise<void> {
  if (addresses.length === 0) return;
  await forgetSoftFailures(tx, addresses);
  await tx.execute(sql`
    delete from contact_health h using ${pairs(addresses)} where h.kind = a.kind and h.value = a.value`);
}
