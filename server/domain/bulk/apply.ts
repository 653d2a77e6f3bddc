import { sql } from "drizzle-orm";
import { arrayParam, instantParam, jsonParam, type Tx } from "@/server/db/client";
import { type CustomerInput, recordConsent, upsertCustomers } from "@/server/domain/customers";
import { putIntoList, takeOutOfList } from "@/server/domain/segments";
import { addTags, removeTags } from "@/server/domain/tags";
import type { BulkAction } from "./schema";

export interface Portion {
  /** Who was changed, with what was there before. */
  changed: { id: number; before: unknown }[];
  /** Left alone because a rule forbids it. */
  refused: number;
}
interface Meta {
  now: Date;
  by: string;
}
type TagBefore = { had: boolean; expiresAt: string | null };

/** Applies an action to up to 1,000 people, in a constant number of statements. */
export async function applyAction(
  tx: Tx,
  action: BulkAction,
  ids: readonly number[],
  meta: Meta,
): Promise<Portion> {
  switch (action.kind) {
    case "add_tag": {
      const until = action.expiresAt ? new Date(action.expiresAt) : null;
      const changed = await addTags(tx, action.tagId, ids, until, { ...meta, via: "bulk" });
      return {
        changed: changed.map(({ customerId, had, expiresAt }) => ({
          id: customerId,
          before: { had, expiresAt },
        })),
        refused: 0,
      };
    }
    case "remove_tag": {
      const changed = await removeTags(tx, action.tagId, ids);
      return {
        changed: changed.map(({ customerId, had, expiresAt }) => ({
          id: customerId,
          before: { had, expiresAt },
        })),
        refused: 0,
      };
    }
    case "add_to_list":
      return moved(await putIntoList(tx, action.segmentId, ids, meta.now));
    case "remove_from_list":
      return moved(await takeOutOfList(tx, action.segmentId, ids, meta.now));
    case "set_field":
      return setField(tx, action.field, new Map(ids.map((id) => [id, action.value])), meta);
    case "subscribe":
    case "unsubscribe":
      return setConsent(tx, action, ids, meta);
  }
}

const moved = (ids: readonly number[]): Portion => ({
  changed: ids.map((id) => ({ id, before: {} })),
  refused: 0,
});

/** The same people as they were. */
export async function takeBack(
  tx: Tx,
  action: BulkAction,
  people: readonly { id: number; before: unknown }[],
  meta: Meta,
): Promise<Portion> {
  if (action.kind === "set_field")
    return setField(
      tx,
      action.field,
      new Map(people.map((one) => [one.id, (one.before as { value: unknown }).value ?? null])),
      meta,
      action.value,
    );
  const ids = people.map((one) => one.id);
  if (action.kind === "add_to_list") return moved(await takeOutOfList(tx, action.segmentId, ids, meta.now));
  if (action.kind === "remove_from_list")
    return moved(await putIntoList(tx, action.segmentId, ids, meta.now));
  if (action.kind !== "add_tag" && action.kind !== "remove_tag") return { changed: [], refused: 0 };
  const before = people.map((one) => ({ id: one.id, ...(one.before as TagBefore) }));
  const bare = before.filter((one) => !one.had).map((one) => one.id);
  const gone = await removeTags(tx, action.tagId, bare);
  const back = before.filter((one) => one.had);
  if (back.length > 0)
    await tx.execute(sql`
      insert into customer_tags (customer_id, tag_id, added_at, added_via, added_by, expires_at)
      select c.id, ${action.tagId}::uuid, ${instantParam(meta.now)}, 'bulk', ${meta.by}, r."expiresAt"
      from jsonb_to_recordset(${jsonParam(back)}) as r(id bigint, "expiresAt" timestamptz)
      join customers c on c.id = r.id and c.state = 'active'
      where r."expiresAt" is null or r."expiresAt" > ${instantParam(meta.now)} order by c.id
      on conflict (customer_id, tag_id) do update set expires_at = excluded.expires_at`);
  return {
    changed: [
      ...gone.map((one) => ({ id: one.customerId, before: {} })),
      ...back.map((one) => ({ id: one.id, before: {} })),
    ],
    refused: 0,
  };
}

/** Through the same door as every other write: validation, times of fields, announcements of what follows. */
async function setField(
  tx: Tx,
  field: string,
  values: ReadonlyMap<number, unknown>,
  meta: Meta,
  /** Only where it still holds this. */
  onlyIf?: unknown,
): Promise<Portion> {
  const before = await valuesOf(tx, field, [...values.keys()]);
  const wanted = [...values].filter(
    ([id]) => onlyIf === undefined || JSON.stringify(before.get(id) ?? null) === JSON.stringify(onlyIf),
  );
  const rows = wanted.map(([id, value]) => inputOf(id, field, value));
  const results = await upsertCustomers(tx, rows, { via: "bulk", now: meta.now });
  const changed = results.flatMap((result, index) => {
    const id = wanted[index]?.[0];
    return result.outcome === "updated" && id !== undefined
      ? [{ id, before: { value: before.get(id) ?? null } }]
      : [];
  });
  return { changed, refused: results.filter((result) => result.outcome === "rejected").length };
}

function inputOf(id: number, field: string, value: unknown): CustomerInput {
  if (field.startsWith("attributes."))
    return { id, attributes: { [field.slice("attributes.".length)]: value } } as CustomerInput;
  const name = field.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());
  return { id, [name]: value } as unknown as CustomerInput;
}

async function valuesOf(tx: Tx, field: string, ids: readonly number[]): Promise<Map<number, unknown>> {
  const value = field.startsWith("attributes.")
    ? sql`attributes -> ${field.slice("attributes.".length)}::text`
    : sql`to_jsonb(${sql.raw(`customers.${field}`)})`;
  const rows = await tx.execute<{ id: number; value: unknown }>(
    sql`select id, ${value} as value from customers where id = any(${arrayParam([...ids], "bigint")})`,
  );
  return new Map(rows.map((row) => [row.id, row.value]));
}

async function setConsent(
  tx: Tx,
  action: Extract<BulkAction, { channel: string }>,
  ids: readonly number[],
  meta: Meta,
): Promise<Portion> {
  const state = action.kind === "subscribe" ? "subscribed" : "unsubscribed";
  const left = await tx.execute<{ id: number }>(sql`
    select customer_id as id from subscriptions where channel = ${action.channel} and category = ''
      and state = 'unsubscribed' and customer_id = any(${arrayParam([...ids], "bigint")})`);
  const gone = new Set(state === "subscribed" ? left.map((row) => row.id) : []);
  const rows = ids
    .filter((id) => !gone.has(id))
    .map((customerId) => ({ customerId, channel: action.channel, state, reason: action.reason }) as const);
  const changed = await recordConsent(tx, rows, {
    source: "operator",
    now: meta.now,
    keepUnsubscribed: true,
  });
  return { changed: changed.map((one) => ({ id: one.customerId, before: {} })), refused: gone.size };
}
