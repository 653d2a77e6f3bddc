import { sql } from "drizzle-orm";
import { type Db, instantParam } from "@/server/db/client";
import { messageContents } from "@/server/db/schema";
import type { MessageKey } from "../model";
import { type ClaimedMessage, keyList } from "./claim";
import { keyTable } from "./read";

export type Content = typeof messageContents.$inferSelect;
export type NewContent = typeof messageContents.$inferInsert & { templateVersion: number };

/** What was rendered before, by message id. */
export async function loadContents(db: Db, keys: readonly MessageKey[]): Promise<Map<string, Content>> {
  if (keys.length === 0) return new Map();
  const rows = await db
    .select()
    .from(messageContents)
    .where(sql`(customer_id, planned_at, message_id) in (select * from ${keyTable(keys)})`);
  return new Map(rows.map((row) => [row.messageId, row]));
}

/**
 * Fixes what will be sent. The first rendering stays, whoever made it: where one was there already, that one is
 * returned and sent.
 */
export async function saveContents(
  db: Db,
  contents: readonly NewContent[],
  messages: readonly ClaimedMessage[],
): Promise<Map<string, Content>> {
  if (contents.length === 0) return new Map();
  const claimed = new Map(messages.map((message) => [message.id, message]));
  const keys = contents.flatMap((content) => claimed.get(content.messageId) ?? []);
  return await db.transaction(async (tx) => {
    const saved = await tx
      .insert(messageContents)
      .values(contents.map(({ templateVersion, ...content }) => content))
      .onConflictDoNothing()
      .returning();
    const versions = sql`unnest(${sql.param(contents.map((c) => c.messageId))}::uuid[],
      ${sql.param(contents.map((c) => c.templateVersion))}::int[], ${sql.param(contents.map((c) => c.subject))}::text[]) as s(id, version, subject)`;
    await tx.execute(sql`
      update messages m set template_version = s.version, subject = s.subject
      from ${keyList(keys)} join ${versions} on s.id = k.id
      where (m.customer_id, m.planned_at, m.id, m.claim_token) = (k.customer_id, k.planned_at, k.id, k.token)`);
    const all = new Map(saved.map((row) => [row.messageId, row]));
    const missing = keys.filter((key) => !all.has(key.id));
    for (const [id, row] of await loadContents(tx as unknown as Db, missing)) all.set(id, row);
    return all;
  });
}

/** Ends claimed messages that cannot be rendered, with what went wrong. */
export async function skipClaimed(
  db: Db,
  skips: readonly { message: ClaimedMessage; reason: "render_error" | "no_template"; detail: string }[],
  now: Date,
): Promise<void> {
  if (skips.length === 0) return;
  const told = sql`unnest(${sql.param(skips.map((s) => s.message.id))}::uuid[], ${sql.param(skips.map((s) => s.reason))}::text[],
    ${sql.param(skips.map((s) => s.detail.slice(0, 1000)))}::text[]) as s(id, reason, detail)`;
  await db.execute(sql`
    with ended as (
      update messages m set state = 'skipped', reason = s.reason, detail = s.detail, claim_token = null, lease_until = null,
        updated_at = ${instantParam(now)}
      from ${keyList(skips.map((s) => s.message))} join ${told} on s.id = k.id
      where (m.customer_id, m.planned_at, m.id, m.claim_token) = (k.customer_id, k.planned_at, k.id, k.token) and m.state = 'claimed'
      returning m.customer_id, m.planned_at, m.id, m.reason, m.detail
    )
    insert into message_events (customer_id, at, id, message_id, planned_at, kind, data)
    select customer_id, ${instantParam(now)}, gen_random_uuid(), id, planned_at, 'skipped',
      jsonb_build_object('reason', reason, 'detail', detail) from ended`);
}
