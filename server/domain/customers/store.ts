import { sql } from "drizzle-orm";
import { arrayParam, jsonParam, type Queryable, type Tx, toDate } from "@/server/db/client";
import { kindCode, kindName } from "./identity-rules";
import { identityKey, type Json, type Profile, profileFields } from "./model";

export interface IdentityRef {
  /** The field of the form, or the code of another kind. */
  kind: string;
  value: string;
}
export interface Ownership extends IdentityRef {
  customerId: number;
}

const keyArrays = (refs: readonly IdentityRef[]) => ({
  kinds: arrayParam(
    refs.map((ref) => kindCode(ref.kind)),
    "text",
  ),
  values: arrayParam(
    refs.map((ref) => ref.value),
    "text",
  ),
});

/**
 * Locks the people that these identifiers and numbers name, in one order for everybody so that two batches queue
 * instead of deadlocking. Returns their numbers.
 */
export async function lockPeople(
  tx: Tx,
  refs: readonly IdentityRef[],
  ids: readonly number[],
): Promise<Set<number>> {
  const { kinds, values } = keyArrays(refs);
  const rows = await tx.execute<{ id: number }>(sql`
    select c.id from customers c
    where c.id in (
      select i.customer_id from unnest(${kinds}, ${values}) as k(kind, value)
      join customer_identities i on i.kind = k.kind and i.value = k.value
      union select coalesce(o.merged_into, o.id) from customers o where o.id = any(${arrayParam(ids, "bigint")}))
    order by c.id for no key update`);
  return new Set(rows.map((row) => row.id));
}

export async function loadOwners(db: Queryable, refs: readonly IdentityRef[]): Promise<Ownership[]> {
  const { kinds, values } = keyArrays(refs);
  const rows = await db.execute<{
    kind: string;
    value: string;
    customer_id: number;
  }>(sql`
    select i.kind, i.value, i.customer_id from unnest(${kinds}, ${values}) as k(kind, value)
    join customer_identities i on i.kind = k.kind and i.value = k.value`);
  return rows.map((row) => ({
    kind: kindName(row.kind),
    value: row.value,
    customerId: row.customer_id,
  }));
}

interface ProfileRow extends Record<string, unknown> {
  id: number;
  attributes: Record<string, Json>;
  field_times: Record<string, string>;
  registered_at: string | null;
  last_seen_at: string | null;
}
const column = (field: string) => field.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

/** Profiles in the decision's own shape; erased and merged people are nobody's target. */
export async function loadProfiles(db: Queryable, ids: readonly number[]): Promise<Profile[]> {
  if (ids.length === 0) return [];
  const rows = await db.execute<ProfileRow>(sql`
    select id, external_id, email, phone, first_name, middle_name, last_name, country, city, region, zip, locale,
      time_zone, gender, birth_on::text as birth_on, registered_at, attributes, field_times, last_seen_at
    from customers where id = any(${arrayParam(ids, "bigint")}) and state = 'active'`);
  return rows.map((row) => {
    const values = Object.fromEntries(profileFields.map((field) => [field, row[column(field)] ?? null]));
    return {
      id: row.id,
      values: { ...values, registeredAt: iso(row.registered_at) } as Profile["values"],
      attributes: row.attributes,
      fieldTimes: row.field_times,
      lastSeenAt: iso(row.last_seen_at),
    };
  });
}
const iso = (text: string | null) => (text === null ? null : toDate(text).toISOString());

export async function takeSubjectIds(tx: Queryable, count: number): Promise<number[]> {
  const rows = await tx.execute<{ id: number }>(
    sql`select nextval('subject_ids') as id from generate_series(1, ${count})`,
  );
  return rows.map((row) => row.id);
}

const flat = (profile: Profile) => ({
  id: profile.id,
  ...Object.fromEntries(profileFields.map((field) => [column(field), profile.values[field]])),
  attributes: profile.attributes,
  field_times: profile.fieldTimes,
  last_seen_at: profile.lastSeenAt,
});
/** What a write may set, in the order of `profileFields`: of the batch's record set and of bulk staging alike. */
export const profileColumns = profileFields.map((field) => ({
  field,
  name: column(field),
  type: field === "birthOn" ? "date" : field === "registeredAt" ? "timestamptz" : "text",
}));
const recordColumns = sql.raw(profileColumns.map(({ name, type }) => `${name} ${type}`).join(", "));
/** json, not jsonb: one pass over the text, and it is taken apart at once. */
const records = (
  profiles: readonly Profile[],
) => sql`json_to_recordset(${JSON.stringify(profiles.map(flat))}::text::json) as r(
  id bigint, ${recordColumns}, attributes jsonb, field_times jsonb, last_seen_at timestamptz)`;

/** New people, each with her (empty) metrics, so that lists sort by them through one index. */
export const insertProfiles = (tx: Tx, profiles: readonly Profile[], via: string, now: Date) =>
  tx.execute(sql`
    with added as (
      insert into customers (id, external_id, email, phone, first_name, middle_name, last_name, country, city, region,
        zip, locale, time_zone, gender, birth_on, registered_at, attributes, field_times, last_seen_at, created_via,
        created_at, updated_at)
      select r.*, ${via}, ${now.toISOString()}::timestamptz, ${now.toISOString()}::timestamptz from ${records(profiles)}
      returning id)
    insert into customer_metrics (customer_id, updated_at) select id, ${now.toISOString()}::timestamptz from added`);

/** Whole rows: the people are locked, so what was read is what there is. A changed address starts with a clean record. */
export const updateProfiles = (tx: Tx, profiles: readonly Profile[], now: Date) =>
  tx.execute(sql`
    update customers c set external_id = r.external_id, email = r.email, phone = r.phone, first_name = r.first_name,
      middle_name = r.middle_name, last_name = r.last_name, country = r.country, city = r.city, region = r.region,
      zip = r.zip, locale = r.locale, time_zone = r.time_zone, gender = r.gender, birth_on = r.birth_on,
      registered_at = r.registered_at, attributes = r.attributes, field_times = r.field_times,
      last_seen_at = r.last_seen_at, updated_at = ${now.toISOString()}::timestamptz,
      email_code = case when c.email is distinct from r.email then 0 else c.email_code end,
      phone_code = case when c.phone is distinct from r.phone then 0 else c.phone_code end
    from ${records(profiles)} where c.id = r.id`);

export async function releaseIdentities(tx: Tx, owned: readonly Ownership[]): Promise<void> {
  const { kinds, values } = keyArrays(owned);
  await tx.execute(sql`
    delete from customer_identities i using unnest(${kinds}, ${values}) as k(kind, value)
    where i.kind = k.kind and i.value = k.value`);
}

/** Returns how many were free; somebody else's are left with them. In one order, so that two batches queue. */
export async function claimIdentities(
  tx: Tx,
  claims: readonly { kind: string; value: string; customerId: number }[],
  via: string,
  now: Date,
): Promise<number> {
  const rows = await tx.execute(sql`
    insert into customer_identities (kind, value, customer_id, added_via, added_at)
    select r.kind, r.value, r.customer_id, ${via}, ${now.toISOString()}::timestamptz
    from jsonb_to_recordset(${jsonParam(claims.map((claim) => ({ kind: claim.kind, value: claim.value, customer_id: claim.customerId })))})
      as r(kind text, value text, customer_id bigint)
    order by r.kind, r.value
    on conflict (kind, value) do nothing returning 1`);
  return rows.length;
}

export const ownerMap = (owned: readonly Ownership[]): Map<string, number> =>
  new Map(owned.map((one) => [identityKey(one.kind, one.value), one.customerId]));
