import { sql } from "drizzle-orm";
import type { Db, Tx } from "@/server/db/client";
import { ensurePartitions } from "@/server/db/partitions";
import { readSettings } from "@/server/domain/account";
import { type ConsentRow, recordConsent } from "@/server/domain/customers";
import type { Context } from "@/server/kernel/context";
import { newUuid } from "@/server/platform/ids";
import type { MessageKey } from "./model";
import { recordIn } from "./record-events";
import { cancelUnwanted } from "./store/cancel";
import { currentKeys } from "./store/read";

/** Why people leave; the page offers these, the consent log keeps the code. */
export const unsubscribeReasons = ["too_often", "not_interesting", "never_asked", "other"] as const;
export type UnsubscribeReason = (typeof unsubscribeReasons)[number];

export interface Preferences {
  company: string;
  locale: "en" | "ru";
  /** `a•••@example.org`: enough to recognise one's own, too little to learn it. */
  maskedAddress: string;
  /** Letters sent as a test belong to nobody: nothing can be changed from them. */
  isTest: boolean;
  isSubscribed: boolean;
  categories: { code: string; name: string; description: string; isSubscribed: boolean }[];
}
interface Owner extends Record<string, unknown> {
  source_kind: string;
  address: string | null;
  locale: string | null;
  email: string | null;
}

/** What the page of this letter's recipient shows; undefined when the letter or she is gone. Changes nothing. */
export async function findPreferences(ctx: Context, asked: MessageKey): Promise<Preferences | undefined> {
  const [key = asked] = await currentKeys(ctx.db, [asked]);
  const owner = await findOwner(ctx.db as Db, key);
  if (!owner) return undefined;
  const [settings, rows] = await Promise.all([
    readSettings(ctx.db as Db),
    ctx.db.execute<{ code: string; name: string; description: string; state: string | null }>(sql`
      select code, name, description, s.state from (
        select '' as code, '' as name, '' as description, '' as sort
        union all select code, name, description, name from mailing_categories where is_transactional = 'no') kinds
      left join subscriptions s on s.customer_id = ${key.customerId} and s.channel = 'email' and s.category = kinds.code
      order by sort, code`),
  ]);
  const isOn = (state: string | null) => state === null || state === "subscribed";
  const locale = owner.locale?.toLowerCase() ?? settings.locale;
  return {
    company: settings.company,
    locale: locale.startsWith("ru") ? "ru" : "en",
    maskedAddress: maskAddress(owner.address ?? owner.email ?? ""),
    isTest: owner.source_kind === "test",
    isSubscribed: isOn(rows.find((row) => row.code === "")?.state ?? null),
    categories: rows
      .filter((row) => row.code !== "")
      .map(({ state, ...kind }) => ({ ...kind, isSubscribed: isOn(state) })),
  };
}

async function findOwner(db: Db | Tx, key: MessageKey): Promise<Owner | undefined> {
  const [row] = await db.execute<Owner>(sql`
    select m.source_kind, m.address, c.locale, c.email from messages m join customers c on c.id = m.customer_id
    where m.customer_id = ${key.customerId} and m.planned_at = ${key.plannedAt.toISOString()}::timestamptz and m.id = ${key.id}::uuid`);
  return row;
}

export function maskAddress(address: string): string {
  const at = address.lastIndexOf("@");
  return at < 1 ? "•••" : `${address.slice(0, 1)}•••${address.slice(at)}`;
}

export interface Choice {
  /** "all": the whole channel. Otherwise exactly these categories stay, and the channel is on. */
  leave: "all" | { keepCategories: readonly string[] };
  reason?: UnsubscribeReason | undefined;
  /** link | one_click: what the proof log says it was. */
  source: "page" | "one_click";
  userAgent: string | null;
}

/**
 * Keeps her choice with its proof, stamps the letter it was made from, and ends what is planned and no longer wanted,
 * in one transaction. Doing it again is harmless. False when the letter is unknown or a test.
 */
export async function saveChoice(ctx: Context, asked: MessageKey, choice: Choice): Promise<boolean> {
  const db = ctx.db as Db;
  const [key = asked] = await currentKeys(db, [asked]);
  const now = ctx.clock.now();
  await ensurePartitions(db, "message_events", [now]);
  return await db.transaction(async (tx) => {
    const owner = await findOwner(tx, key);
    if (!owner || owner.source_kind === "test") return false;
    const rows = await rowsOf(tx, key, choice);
    const changed = await recordConsent(tx, rows, {
      source: choice.source,
      now,
      userAgent: choice.userAgent?.slice(0, 400) ?? undefined,
      network: ctx.network,
    });
    if (changed.some((row) => row.state === "unsubscribed")) {
      const categories = changed.map((row) => row.category);
      const data = { source: choice.source, categories, ...(choice.reason ? { reason: choice.reason } : {}) };
      await recordIn(tx, ctx, [
        {
          ...key,
          eventId: newUuid(),
          kind: "unsubscribed",
          at: now,
          isMachine: false,
          linkNo: null,
          url: null,
          data,
        },
      ]);
    }
    await cancelUnwanted(tx, [key.customerId], now);
    return true;
  });
}

async function rowsOf(tx: Tx, key: MessageKey, choice: Choice): Promise<ConsentRow[]> {
  const base = { customerId: key.customerId, channel: "email", reason: choice.reason, messageId: key.id };
  if (choice.leave === "all") return [{ ...base, state: "unsubscribed" }];
  const kept = new Set(choice.leave.keepCategories);
  const known = await tx.execute<{ code: string }>(
    sql`select code from mailing_categories where is_transactional = 'no'`,
  );
  return [
    { ...base, state: "subscribed" },
    ...known.map(
      ({ code }): ConsentRow => ({
        ...base,
        category: code,
        state: kept.has(code) ? "subscribed" : "unsubscribed",
      }),
    ),
  ];
}
