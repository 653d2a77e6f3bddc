import { sql } from "drizzle-orm";
import { arrayParam, instantParam, jsonParam, type Queryable, type Tx } from "@/server/db/client";
import { keyFor } from "@/server/platform/crypto";
import { type IdentityKindRule, type IdentityRules, kindCode, kindName } from "./identity-rules";
import { identityKey } from "./model";
import type { IdentityRef, Ownership } from "./store";

export async function loadIdentityRules(db: Queryable): Promise<IdentityRules> {
  const rows = await db.execute<Record<string, unknown> & IdentityKindRule>(sql`
    select code, name, priority, max_per_person as "maxPerPerson", may_decide as "mayDecide", may_merge as "mayMerge",
      block_after as "blockAfter", is_built_in as "isBuiltIn"
    from identity_kinds order by priority, code`);
  return new Map(rows.map((row) => [row.code, { ...row }]));
}

/** What is known of identifiers: whose they are, and which of them name nobody or belong to somebody who was erased. */
export interface Standing {
  owners: Ownership[];
  blocked: Set<string>;
  suppressed: Set<string>;
}

/** Salted, so that whoever reads the table learns nothing: the salt is derived from the installation's secret. */
export const suppressionHash = (kind: string, value: string) =>
  sql`encode(sha256(convert_to(${keyFor("suppression").toString("hex")}::text || ${sql.raw(kind)} || ' ' || ${sql.raw(value)}, 'UTF8')), 'hex')`;

export async function loadStanding(db: Queryable, refs: readonly IdentityRef[]): Promise<Standing> {
  const standing: Standing = { owners: [], blocked: new Set(), suppressed: new Set() };
  if (refs.length === 0) return standing;
  const rows = await db.execute<{
    kind: string;
    value: string;
    customer_id: number | null;
    blocked: boolean;
    suppressed: boolean;
  }>(sql`
    select k.kind, k.value, i.customer_id, r.value is not null as blocked, s.hash is not null as suppressed
    from unnest(${arrayParam(
      refs.map((ref) => kindCode(ref.kind)),
      "text",
    )}, ${arrayParam(
      refs.map((ref) => ref.value),
      "text",
    )}) as k(kind, value)
    left join customer_identities i on i.kind = k.kind and i.value = k.value
    left join identity_refusals r on r.value = lower(k.value) and r.kind in ('', k.kind)
    left join suppressions s on s.hash = case when (select exists (select 1 from suppressions))
      then ${suppressionHash("k.kind", "k.value")} end
    where i.customer_id is not null or r.value is not null or s.hash is not null`);
  for (const row of rows) {
    const ref = { kind: kindName(row.kind), value: row.value };
    if (row.customer_id !== null) standing.owners.push({ ...ref, customerId: row.customer_id });
    if (row.blocked) standing.blocked.add(identityKey(ref.kind, ref.value));
    if (row.suppressed) standing.suppressed.add(identityKey(ref.kind, ref.value));
  }
  return standing;
}

/** Keeps the identifiers of these people out, without keeping the identifiers. */
export const suppressIdentities = (tx: Tx, customerIds: readonly number[], now: Date) =>
  tx.execute(sql`
    insert into suppressions (hash, added_at)
    select distinct ${suppressionHash("k.kind", "k.value")}, ${instantParam(now)}
    from customer_identities k where k.customer_id = any(${arrayParam(customerIds, "bigint")})
    on conflict do nothing`);

/** Lets an identifier in again. True when it had been kept out. */
export async function liftSuppression(tx: Tx, kind: string, value: string): Promise<boolean> {
  const rows = await tx.execute(sql`
    delete from suppressions where hash = (select ${suppressionHash("k.kind", "k.value")} from (select ${kind}::text as kind, ${value}::text as value) k)
    returning 1`);
  return rows.length > 0;
}

/** More values than a kind allows: the oldest go. */
export async function trimIdentities(
  tx: Tx,
  customerIds: readonly number[],
  rules: IdentityRules,
): Promise<void> {
  const limits = [...rules.values()].map(({ code, maxPerPerson }) => ({ code, most: maxPerPerson }));
  await tx.execute(sql`
    delete from customer_identities i using (
      select k.kind, k.value, l.most, row_number() over (partition by k.customer_id, k.kind
        order by k.value in (c.external_id, c.email, c.phone) desc, k.added_at desc, k.value) as place
      from customer_identities k join customers c on c.id = k.customer_id
      join jsonb_to_recordset(${jsonParam(limits)}) as l(code text, most int) on l.code = k.kind
      where k.customer_id = any(${arrayParam([...new Set(customerIds)], "bigint")})
    ) surplus
    where i.kind = surplus.kind and i.value = surplus.value and surplus.place > surplus.most`);
}

export interface Contest {
  kind: string;
  value: string;
  /** The strongest identifier of the row. */
  contender: string;
  customerId: number | null;
}

/**
 * Notes who else brought somebody's identifier. One that more people brought than its kind allows names nobody from
 * now on: it is refused, and its owner keeps it as a contact only.
 */
export async function noteContests(
  tx: Tx,
  contests: readonly Contest[],
  rules: IdentityRules,
  now: Date,
): Promise<void> {
  if (contests.length === 0) return;
  const unique = new Map(contests.map((one) => [`${one.kind} ${one.value} ${one.contender}`, one]));
  const rows = [...unique.entries()].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, one]) => one);
  await tx.execute(sql`
    insert into identity_contests as t (kind, value, contender, customer_id, at)
    select r.kind, r.value, r.contender, r."customerId", ${instantParam(now)}
    from jsonb_to_recordset(${jsonParam(rows)}) as r(kind text, value text, contender text, "customerId" bigint)
    on conflict (kind, value, contender) do update set customer_id = coalesce(excluded.customer_id, t.customer_id), at = excluded.at`);
  const limits = [...rules.values()].filter((rule) => rule.blockAfter !== null);
  if (limits.length === 0) return;
  await tx.execute(sql`
    with counted as (
      select c.kind, c.value, count(*)::int + 1 as people, l.most from identity_contests c
      join jsonb_to_recordset(${jsonParam(limits.map(({ code, blockAfter }) => ({ code, most: blockAfter })))}) as l(code text, most int)
        on l.code = c.kind
      where (c.kind, c.value) in (select r.kind, r.value from jsonb_to_recordset(${jsonParam(rows)}) as r(kind text, value text))
      group by c.kind, c.value, l.most having count(*) + 1 > l.most
    ),
    refused as (
      insert into identity_refusals (kind, value, reason, people, added_by, added_at)
      select kind, lower(value), 'too_many', people, 'Carillon', ${instantParam(now)} from counted
      on conflict do nothing
    )
    delete from customer_identities i using counted c where i.kind = c.kind and i.value = c.value`);
}
