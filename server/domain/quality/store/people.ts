import { sql } from "drizzle-orm";
import { arrayParam, instantParam, jsonParam, type Queryable, type Tx } from "@/server/db/client";
import type { Derived, ProfileValues, Suggestion } from "../derive";

/** Marks in dirty_customers: who changed, and who is recomputed because everybody is. */
export const topics = { changed: "quality", everybody: "quality-all" } as const;
export type Topic = (typeof topics)[keyof typeof topics];

export interface Mark {
  id: number;
  /** As the database wrote it: compared, never read. */
  markedAt: string;
}

export async function nextMarks(db: Queryable, topic: Topic, limit: number): Promise<Mark[]> {
  const rows = await db.execute<{ id: number; marked_at: string }>(sql`
    select customer_id as id, marked_at::text as marked_at from dirty_customers where topic = ${topic}
    order by customer_id limit ${limit}`);
  return rows.map((row) => ({ id: row.id, markedAt: row.marked_at }));
}

/** A mark renewed meanwhile stays: she changed again after she was read. */
export async function clearMarks(tx: Tx, topic: Topic, marks: readonly Mark[]): Promise<void> {
  await tx.execute(sql`
    delete from dirty_customers d using unnest(${arrayParam(
      marks.map((mark) => mark.id),
      "bigint",
    )}, ${arrayParam(
      marks.map((mark) => mark.markedAt),
      "text",
    )}) as m(id, marked_at)
    where d.topic = ${topic} and d.customer_id = m.id and d.marked_at = m.marked_at::timestamptz`);
}

/** Everybody's turn. How many. */
export async function markEverybody(tx: Tx, now: Date): Promise<number> {
  const [row] = await tx.execute<{ n: number }>(sql`
    with marked as (
      insert into dirty_customers (topic, customer_id, marked_at)
      select ${topics.everybody}, id, ${instantParam(now)} from customers where state = 'active'
      on conflict (topic, customer_id) do update set marked_at = excluded.marked_at returning 1)
    select count(*)::int as n from marked`);
  return row?.n ?? 0;
}
export const unmarkEverybody = (tx: Tx) =>
  tx.execute(sql`delete from dirty_customers where topic = ${topics.everybody}`);

export async function staleCount(db: Queryable, topic: Topic, most: number): Promise<number> {
  const [row] = await db.execute<{ n: number }>(sql`
    select count(*)::int as n from (select 1 from dirty_customers where topic = ${topic} limit ${most}) x`);
  return row?.n ?? 0;
}

interface PersonRow extends Record<string, unknown> {
  id: number;
  email: string | null;
  phone: string | null;
  first_name: string | null;
  middle_name: string | null;
  last_name: string | null;
  gender: string | null;
  country: string | null;
  region: string | null;
  city: string | null;
  zip: string | null;
  time_zone: string | null;
  email_code: number;
  phone_code: number;
  kept_email_code: number | null;
  kept_phone_code: number | null;
  is_phone_unblocked: boolean;
}

export async function loadPeople(db: Queryable, ids: readonly number[]): Promise<ProfileValues[]> {
  const rows = await db.execute<PersonRow>(sql`
    select c.id, c.email, c.phone, c.first_name, c.middle_name, c.last_name, c.gender, c.country, c.region, c.city, c.zip,
      c.time_zone, c.email_code, c.phone_code, he.code as kept_email_code, hp.code as kept_phone_code,
      hp.unblocked_at is not null as is_phone_unblocked
    from customers c
    left join contact_health he on he.kind = 'email' and he.value = c.email
    left join contact_health hp on hp.kind = 'phone' and hp.value = c.phone
    where c.id = any(${arrayParam([...ids], "bigint")}) and c.state = 'active'`);
  return rows.map((row) => ({
    id: row.id,
    email: row.email,
    phone: row.phone,
    firstName: row.first_name,
    middleName: row.middle_name,
    lastName: row.last_name,
    gender: row.gender,
    country: row.country,
    region: row.region,
    city: row.city,
    zip: row.zip,
    timeZone: row.time_zone,
    emailCode: row.email_code,
    phoneCode: row.phone_code,
    keptEmailCode: row.kept_email_code,
    keptPhoneCode: row.kept_phone_code,
    isPhoneUnblocked: row.is_phone_unblocked,
  }));
}

/** Rewrites what is derived of these people; rows that say the same already are left alone. */
export async function saveDerived(
  tx: Tx,
  ids: readonly number[],
  derived: readonly Derived[],
  now: Date,
): Promise<void> {
  const there = new Set(derived.map((one) => one.quality.customerId));
  const gone = ids.filter((id) => !there.has(id));
  if (gone.length > 0) {
    const list = arrayParam(gone, "bigint");
    await tx.execute(sql`delete from customer_quality where customer_id = any(${list})`);
    await tx.execute(sql`delete from quality_suggestions where customer_id = any(${list})`);
  }
  if (derived.length === 0) return;
  await saveQuality(tx, derived, now);
  await saveSuggestions(
    tx,
    derived.map((one) => one.quality.customerId),
    derived.flatMap((one) => one.suggestions),
    now,
  );
}

const saveQuality = (tx: Tx, derived: readonly Derived[], now: Date) =>
  tx.execute(sql`
    insert into customer_quality as q (customer_id, email_domain, email_provider, is_role_email, is_disposable_email,
      phone_type, phone_country, operator, phone_region, country, region, city, time_zone, time_zone_from, problems, computed_at)
    select r."customerId", r."emailDomain", coalesce(d.provider, r."emailProvider"), r."isRoleEmail", r."isDisposableEmail",
      r."phoneType", r."phoneCountry", r.operator, r."phoneRegion", r.country, r.region, r.city, r."timeZone",
      r."timeZoneFrom", r.problems, ${instantParam(now)}
    from json_to_recordset(${JSON.stringify(derived.map((one) => one.quality))}::text::json) as r("customerId" bigint,
      "emailDomain" text, "emailProvider" text, "isRoleEmail" boolean, "isDisposableEmail" boolean, "phoneType" text,
      "phoneCountry" text, operator text, "phoneRegion" text, country text, region text, city text, "timeZone" text,
      "timeZoneFrom" text, problems text[])
    left join mail_domains d on d.domain = r."emailDomain" and r."emailProvider" = 'other'
    on conflict (customer_id) do update set email_domain = excluded.email_domain, email_provider = excluded.email_provider,
      is_role_email = excluded.is_role_email, is_disposable_email = excluded.is_disposable_email,
      phone_type = excluded.phone_type, phone_country = excluded.phone_country, operator = excluded.operator,
      phone_region = excluded.phone_region, country = excluded.country, region = excluded.region, city = excluded.city,
      time_zone = excluded.time_zone, time_zone_from = excluded.time_zone_from, problems = excluded.problems,
      computed_at = excluded.computed_at
    where (q.email_domain, q.email_provider, q.is_role_email, q.is_disposable_email, q.phone_type, q.phone_country,
        q.operator, q.phone_region, q.country, q.region, q.city, q.time_zone, q.time_zone_from, q.problems)
      is distinct from (excluded.email_domain, excluded.email_provider, excluded.is_role_email, excluded.is_disposable_email,
        excluded.phone_type, excluded.phone_country, excluded.operator, excluded.phone_region, excluded.country,
        excluded.region, excluded.city, excluded.time_zone, excluded.time_zone_from, excluded.problems)`);

/**
 * What is pending becomes what is suggested now. Decided ones stay as they were decided while they are about the same
 * values; about other values they are asked anew.
 */
async function saveSuggestions(
  tx: Tx,
  ids: readonly number[],
  suggestions: readonly Suggestion[],
  now: Date,
): Promise<void> {
  const list = arrayParam([...ids], "bigint");
  await tx.execute(sql`
    delete from quality_suggestions s where s.customer_id = any(${list}) and s.state = 'pending'
      and not exists (select from jsonb_to_recordset(${jsonParam(suggestions)}) as r("customerId" bigint, kind text)
        where r."customerId" = s.customer_id and r.kind = s.kind)`);
  if (suggestions.length === 0) return;
  await tx.execute(sql`
    insert into quality_suggestions as s (customer_id, kind, changes, suggested_at)
    select r."customerId", r.kind, r.changes, ${instantParam(now)}
    from jsonb_to_recordset(${jsonParam(suggestions)}) as r("customerId" bigint, kind text, changes jsonb)
    on conflict (customer_id, kind) do update set changes = excluded.changes, state = 'pending', refusal = null,
      run_id = null, suggested_at = excluded.suggested_at, decided_at = null, decided_by = null
    where s.changes <> excluded.changes and s.state in ('pending', 'accepted', 'rejected')`);
}
