/**
 * Who refers to whom. Every object that refers to another (a campaign to fields and templates, a template to fields, an
 * import's mapping to fields …) writes its references here in the transaction that saves it. "Used by" reads them, and
 * so does the rule "what is used cannot be deleted": the refusal names the places.
 *
 * Kinds and ids in use: `field` with `customer.children`, `dictionary` with its code, `region`, `template`, `segment`,
 * `campaign`, `import_mapping`, `rfm_model` with their ids, `metric` with its code, `segment_moves` with a segment's id: who
 * begins something by them. Add yours here.
 */
import { sql } from "drizzle-orm";
import { jsonParam, type Queryable, type Tx } from "@/server/db/client";
import { conflict } from "@/server/platform/errors";

export interface ObjectRef {
  kind: string;
  id: string;
}
/** Who refers, with the name people know it by. */
export interface UserRef extends ObjectRef {
  label: string;
}
/** `usages` row of a used object. */
export interface Usage extends UserRef {
  used: ObjectRef;
}

/** Replaces all that this object refers to. Call it in the transaction that saves the object. */
export async function saveUsages(tx: Tx, user: UserRef, used: readonly ObjectRef[]): Promise<void> {
  const rows = jsonParam(used.map((one) => ({ kind: one.kind, id: one.id })));
  await tx.execute(sql`
    with wanted as (select distinct kind, id from jsonb_to_recordset(${rows}) as r(kind text, id text)),
    gone as (
      delete from usages u where u.user_kind = ${user.kind} and u.user_id = ${user.id}
        and not exists (select 1 from wanted w where w.kind = u.used_kind and w.id = u.used_id))
    insert into usages (user_kind, user_id, user_label, used_kind, used_id)
    select ${user.kind}, ${user.id}, ${user.label}, kind, id from wanted
    on conflict (user_kind, user_id, used_kind, used_id) do update set user_label = excluded.user_label
    where usages.user_label <> excluded.user_label`);
}

/** The object is gone, or refers to nothing any more. */
export const forgetUsages = (tx: Tx, user: ObjectRef): Promise<void> =>
  saveUsages(tx, { ...user, label: "" }, []);

/** The object has a new name; its references stay. */
export async function renameUser(tx: Tx, user: UserRef): Promise<void> {
  await tx.execute(sql`
    update usages set user_label = ${user.label} where user_kind = ${user.kind} and user_id = ${user.id}`);
}

/** Who refers to any of these, by name. */
export async function usagesOf(db: Queryable, used: readonly ObjectRef[]): Promise<Usage[]> {
  if (used.length === 0) return [];
  const rows = await db.execute<{
    user_kind: string;
    user_id: string;
    user_label: string;
    used_kind: string;
    used_id: string;
  }>(sql`
    select u.* from jsonb_to_recordset(${jsonParam(used.map(({ kind, id }) => ({ kind, id })))}) as r(kind text, id text)
    join usages u on u.used_kind = r.kind and u.used_id = r.id
    order by u.user_kind, u.user_label, u.user_id limit 1000`);
  return rows.map((row) => ({
    kind: row.user_kind,
    id: row.user_id,
    label: row.user_label,
    used: { kind: row.used_kind, id: row.used_id },
  }));
}

/** How many places refer to each object of a kind. */
export async function countUsages(db: Queryable, usedKind: string): Promise<Map<string, number>> {
  const rows = await db.execute<{ id: string; places: number }>(sql`
    select used_id as id, count(*)::int as places from usages where used_kind = ${usedKind} group by used_id`);
  return new Map(rows.map((row) => [row.id, row.places]));
}

/** Throws `conflict` naming the places that still refer to it. `what` begins the sentence: `The field Children`. */
export async function refuseWhileUsed(tx: Tx, used: ObjectRef, what: string): Promise<void> {
  const places = await usagesOf(tx, [used]);
  if (places.length === 0) return;
  const named = places.slice(0, 5).map((place) => `${place.kind.replaceAll("_", " ")} "${place.label}"`);
  const rest = places.length > named.length ? `, and ${places.length - named.length} more` : "";
  throw conflict(`${what} is used by ${named.join(", ")}${rest}. Take it out there first.`);
}
