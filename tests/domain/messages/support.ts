import { sql } from "drizzle-orm";
import { type Db, instantParam } from "@/server/db/client";
import { ensurePartitions } from "@/server/db/partitions";
import { customers, templates, templateVersions } from "@/server/db/schema";
import { type PlanMessages, planMessages } from "@/server/domain/messages";

export const plannedAt = new Date("2026-03-10T09:00:00.123Z");
export const now = new Date("2026-03-10T09:00:05Z");

const html = `<html><body><h1>Hello {{ customer.first_name }}</h1>
<p>{{ cart.items.size }} goods wait: <a href="https://shop.example/cart?a=1&amp;b={{ customer.id }}">your cart</a> and
<a href="https://shop.example/help?utm_source=kept">help</a>, <a href="mailto:us@shop.example">write</a></p>
<a href="{{ links.unsubscribe }}">Unsubscribe</a></body></html>`;

/** A published template of our own, without the designs of `emails/`. */
export async function publishTemplate(
  db: Db,
  over: { html?: string; subject?: string } = {},
): Promise<string> {
  const [row] = await db
    .insert(templates)
    .values({ code: crypto.randomUUID(), name: "Letter", layout: "test", draft: {}, currentVersion: 1 })
    .returning();
  if (!row) throw new Error("no template");
  await db.insert(templateVersions).values({
    templateId: row.id,
    version: 1,
    layout: "test",
    content: {},
    html: over.html ?? html,
    subject: over.subject ?? "Your cart, {{ customer.first_name }}",
  });
  return row.id;
}

/** So many customers with addresses, numbered from `after` + 1. */
export async function insertPeople(db: Db, count: number, after = 0): Promise<void> {
  await db.insert(customers).values(
    Array.from({ length: count }, (_, at) => at + after).map((i) => ({
      id: i + 1,
      email: `p${i + 1}@example.org`,
      firstName: `Ann ${i + 1}`,
      lastName: "Lee",
    })),
  );
}

/** Plans one message for customers from…to. */
export async function planFor(
  db: Db,
  templateId: string,
  from: number,
  to: number,
  over: Partial<PlanMessages> = {},
): Promise<void> {
  await ensurePartitions(db, "messages", [plannedAt]);
  await ensurePartitions(db, "message_events", [now]);
  await db.transaction((tx) =>
    planMessages(tx, {
      source: { kind: "campaign", id: "c1", version: 1, nodeId: "letter" },
      recipients: sql`select id as customer_id, null::bigint as participant_id, ${instantParam(plannedAt)} as planned_at,
        ${JSON.stringify({ cart: { items: [{ name: "Tea", quantity: 1, priceMinor: 500 }] } })}::jsonb as context
        from generate_series(${from}::int, ${to}::int) id`,
      channel: "email",
      templateId,
      now,
      ...over,
    }),
  );
}
