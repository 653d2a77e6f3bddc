import { sql } from "drizzle-orm";
import { beforeAll, expect, it } from "vitest";
import { customerTables } from "@/server/db/customer-tables";
import { ensurePartitions } from "@/server/db/partitions";
import { mergeCustomers, recordConsent, refreshMetrics, upsertCustomers } from "@/server/domain/customers";
import { upsertOrders, upsertReceipts } from "@/server/domain/orders";
import {
  carryOutErasure,
  eraseCustomer,
  exportCustomer,
  letInAgain,
  listErasures,
  previewErasure,
} from "@/server/domain/privacy";
import { exportPage } from "@/server/domain/privacy/export-page";
import { asRole, asSystem } from "@/tests/support/actors";
import { testDatabase } from "@/tests/support/database";

const { db } = await testDatabase();
const now = new Date("2026-05-01T12:00:00Z");
const clock = { now: () => now };
const ctx = asRole(db, "administrator", clock as never);
const system = asSystem(db, clock as never);
const at = sql`${now.toISOString()}::timestamptz`;
let number = 0;
/** A text that stands nowhere else; `Кириллица` because JSON may hold it escaped. */
const canary = (what: string) => `canary${what}Ё${++number}x`.replace(/[^a-zA-ZЁ0-9]/g, "");
const email = "canary.person@canary-mail.example";
const phone = "+79167654321";
const externalId = "canary-external-0001";
const device = "canary-device-0001";
const uuid = (n: number) => `00000000-0000-4000-8000-${String(n).padStart(12, "0")}`;

let her = 0;
let other = 0;
const texts: string[] = [
  email,
  phone,
  externalId,
  device,
  "canary-card-77",
  "canary.second@canary-mail.example",
];
const word = (what: string) => {
  const text = canary(what);
  texts.push(text);
  return text;
};

/** Columns that hold words of ours (states, codes, keys of campaigns): they stay, and say nothing of anybody. */
const vocabulary = new Set(
  "state kind cause type channel status delivery_status payment_status currency reason outcome node_id source_kind source_id category provider purchase_kind engagement what".split(
    " ",
  ),
);

/** Fills every text and json column of every table of a person, so that none is forgotten by an erasing rule. */
async function fillEveryTable(): Promise<void> {
  for (const name of Object.keys(customerTables)) {
    const columns = await db.execute<{ column: string; type: string; must: boolean; key: boolean }>(sql`
      select a.attname as "column", format_type(a.atttypid, null) as type, a.attnotnull and not a.atthasdef and a.attidentity = '' as must,
        exists (select 1 from pg_index i where i.indrelid = a.attrelid and i.indisprimary and a.attnum = any(i.indkey)) and a.attidentity = '' as key
      from pg_attribute a where attrelid = ${name}::regclass and attnum > 0 and not attisdropped and attidentity <> 'a' and attgenerated = ''`);
    const wanted = columns.filter(
      ({ column, type, must, key }) => column === "customer_id" || must || key || /text|json/.test(type),
    );
    const value = ({ column, type }: { column: string; type: string }) => {
      if (column === "customer_id") return sql`${her}`;
      if (column === "tag_id") return sql`(select id from tags limit 1)`;
      if (column === "job_id") return sql`(select id from bulk_jobs limit 1)`;
      if (name === "messages" && column === "state") return sql`'delivered'`;
      if (name === "duplicate_suggestions" && column === "evidence") return sql`'[]'::jsonb`;
      if (type === "text") return sql`${vocabulary.has(column) ? "x" : word(`${name}${column}`)}`;
      if (type === "text[]") return sql`array[${word(`${name}${column}`)}]`;
      if (type === "jsonb" || type === "json")
        return sql`${JSON.stringify({ note: word(`${name}${column}`) })}::text::jsonb`;
      if (type === "uuid") return sql`${uuid(900 + number++)}::uuid`;
      if (type.startsWith("timestamp")) return at;
      if (type === "date") return sql`'2026-05-01'::date`;
      if (type === "boolean") return sql`false`;
      if (type === "smallint") return sql`1`;
      if (type === "bigint[]") return sql`array[]::bigint[]`;
      return sql`${7_000_000 + number++}`;
    };
    const fill = name === "erasures" ? [] : wanted;
    if (fill.length === 0) continue;
    await db.execute(sql`
      insert into ${sql.identifier(name)} (${sql.raw(fill.map((one) => `"${one.column}"`).join(", "))})
      values (${sql.join(fill.map(value), sql`, `)}) on conflict do nothing`);
  }
}

beforeAll(async () => {
  for (const table of [
    "customer_events",
    "event_log",
    "messages",
    "message_contents",
    "message_events",
  ] as const)
    await ensurePartitions(db, table, [now]);
  await db.execute(sql`insert into tags (name) values ('Loyal')`);
  await db.execute(
    sql`insert into bulk_jobs (action, params, selection, actor_kind, actor_label) values ('tag', '{}', ${JSON.stringify({ filter: { email } })}::text::jsonb, 'user', 'T')`,
  );
  const ids = await db.transaction((tx) =>
    upsertCustomers(
      tx,
      [
        {
          externalId,
          email,
          phone,
          firstName: word("First"),
          lastName: word("Last"),
          city: word("City"),
          region: word("Region"),
          attributes: { note: word("Attribute"), deep: { list: [word("Deep")] } },
          identities: [{ kind: "card", value: "canary-card-77" }],
        },
        { email: "canary.second@canary-mail.example", firstName: word("Donor") },
        { externalId: "stays", email: "stays@shop.ru", firstName: "Stays" },
      ],
      { via: "test", now },
    ),
  );
  her = ids[0]?.customerId ?? 0;
  other = ids[2]?.customerId ?? 0;
  await db.transaction((tx) =>
    mergeCustomers(tx, [{ ids: [her, ids[1]?.customerId ?? 0], keepId: her, rule: "by-hand" }], {
      now,
      actor: "T",
    }),
  );
  for (const [n, customer] of [her, other].entries()) {
    await db.transaction((tx) =>
      upsertOrders(
        tx,
        [
          {
            externalId: n ? "keep-order" : word("Order"),
            occurredAt: now.toISOString(),
            total: 100,
            attributes: { gift: n ? "x" : word("Gift") },
            customer: { id: customer },
          } as never,
        ],
        { via: "test", now },
      ),
    );
    await db.transaction((tx) =>
      upsertReceipts(
        tx,
        [
          {
            externalId: n ? "keep-receipt" : word("Receipt"),
            occurredAt: now.toISOString(),
            total: 50,
            customer: { id: customer },
          } as never,
        ],
        { via: "test", now },
      ),
    );
  }
  await db.transaction((tx) =>
    recordConsent(
      tx,
      [{ customerId: her, channel: "email", state: "subscribed", wording: word("Wording") }],
      { source: "api", now, userAgent: word("Agent"), network: word("Network") },
    ),
  );
  await db.execute(
    sql`insert into visitors (id, anonymous_id, customer_id, first_seen_at, last_seen_at) values (9000001, ${device}, ${her}, ${at}, ${at})`,
  );
  // The log: an event that became hers, one that only names her in an escaped text, one that is somebody else's.
  const hidden = word("Search");
  await db.execute(sql`
    insert into customer_events (customer_id, occurred_at, id, origin_id, source_id, type, name, properties, received_at)
    values (${her}, ${at}, ${uuid(1)}::uuid, ${her}, 1, 'track', ${word("EventName")}, ${JSON.stringify({ query: hidden })}::text::jsonb, ${at})`);
  await db.execute(sql`
    insert into event_log (received_at, txid, seq, id, source_id, type, occurred_at, payload) values
      (${at}, 1, 1, ${uuid(1)}::uuid, 1, 'track', ${at}, ${JSON.stringify({ query: hidden })}),
      (${at}, 1, 2, ${uuid(2)}::uuid, 1, 'identify', ${at}, ${JSON.stringify({ traits: { email, note: word("Lost") } })}),
      (${at}, 1, 3, ${uuid(3)}::uuid, 1, 'track', ${at}, '{"userId":"stays"}')`);
  await db.execute(sql`
    insert into rejected_inputs (at, door, reason, payload, first_payload) values
      (${at}, 'rest', ${`"${email}" is wrong`}, ${JSON.stringify({ email, name: word("Rejected") })}, ${JSON.stringify({ phone })})`);
  const [load] = await db.execute<{ id: string }>(sql`
    insert into imports (entity, file_name, file_key, file_bytes, file_hash, mapping) values ('customers', 'f.csv', 'k', 1, 'h', '{}') returning id`);
  await db.execute(sql`
    insert into import_rejects (import_id, row_no, code, message, raw) values
      (${load?.id}::uuid, 1, 'x', ${`taken by ${email}`}, ${JSON.stringify([email, word("Raw")])}::text::jsonb)`);
  await db.execute(sql`
    insert into import_changes (import_id, entity, at, subject_id, before, after) values
      (${load?.id}::uuid, 'customers', ${at}, ${her}, ${JSON.stringify({ city: word("Before") })}::text::jsonb, ${JSON.stringify({ city: word("After") })}::text::jsonb)`);
  await db.execute(sql`
    insert into audit_log (at, actor_kind, actor_label, action, subject_type, subject_id, changes, door) values
      (${at}, 'user', 'T', 'customers.update', 'customer', ${`cus_${her}`}, ${JSON.stringify({ first_name: { from: word("AuditFrom"), to: "x" } })}::text::jsonb, 'trpc'),
      (${at}, 'user', 'T', 'messages.send-test', 'template', 't', ${JSON.stringify({ to: email })}::text::jsonb, 'trpc')`);
  await db.execute(
    sql`insert into outbox (name, data) values ('x/y.z', ${JSON.stringify({ phone, email })}::text::jsonb)`,
  );
  await db.execute(
    sql`insert into engine_events (event_id, name, data, ts) values ('e', 'n', ${JSON.stringify({ user: externalId })}::text::json, 1)`,
  );
  await db.execute(sql`
    insert into event_shapes (source_id, type, name, property, example, first_seen_at, last_seen_at)
    values (1, 'track', 'Search', 'query', ${hidden}, ${at}, ${at})`);
  await fillEveryTable();
  await db.transaction((tx) => refreshMetrics(tx, [her], now));
});

/** Every text and json of every table, partitions included. */
async function findCanaries(): Promise<string[]> {
  const columns = await db.execute<{ table: string; column: string }>(sql`
    select c.relname as "table", a.attname as "column" from pg_class c join pg_attribute a on a.attrelid = c.oid
    where c.relkind = 'r' and c.relnamespace = 'public'::regnamespace and a.attnum > 0 and not a.attisdropped
      and format_type(a.atttypid, null) ~ 'text|json|bytea|character'`);
  const found: string[] = [];
  const escaped = texts.map((text) => text.replace(/Ё/g, "\\u0401"));
  const patterns = [...new Set([...texts, ...escaped])].map(
    (text) => `%${text.replace(/[\\%_]/g, "\\$&").toLowerCase()}%`,
  );
  for (const { table, column } of columns) {
    const rows = await db.execute<{ value: string }>(sql`
      select ${sql.identifier(column)}::text as value from ${sql.identifier(table)}
      where lower(${sql.identifier(column)}::text) like any(${sql.param(patterns)}::text[])`);
    found.push(...rows.map((row) => `${table}.${column}: ${row.value.slice(0, 80)}`));
  }
  return found;
}
const totals = async () =>
  (
    await db.execute(sql`
      select (select sum(total_minor)::bigint from orders) as orders, (select sum(total_minor)::bigint from receipts) as receipts,
        (select sum(revenue_minor)::bigint from customer_metrics) as revenue, (select count(*)::int from messages) as messages,
        (select count(*)::int from campaign_participants) as participants, (select count(*)::int from message_events) as reactions`)
  )[0];

it("leaves no trace of a person in any column, and keeps the totals", async () => {
  const before = await findCanaries();
  // A test that hides nothing finds nothing: most tables must hold her first.
  expect(new Set(before.map((line) => line.split(".")[0])).size).toBeGreaterThan(30);
  const sums = await totals();
  const file = await exportCustomer(ctx, { customerId: her });
  expect(JSON.stringify(file)).toContain(email);
  expect(exportPage(file, "ru")).toContain(email);
  const preview = await previewErasure(ctx, { customerId: her });
  expect(preview.deleted.length).toBeGreaterThan(5);

  const { erasureId } = await eraseCustomer(ctx, { customerId: her, ground: "asked_by_person" });
  await carryOutErasure(system, erasureId);
  expect(await findCanaries()).toEqual([]);
  expect(await totals()).toEqual(sums);
  expect(await carryOutErasure(system, erasureId)).toEqual({ rows: 0 });
  const [proof] = await listErasures(ctx, {});
  expect(proof).toMatchObject({ customerId: her, state: "done", ground: "asked_by_person" });
  expect(proof?.counts.event_log).toBe(2);
  // Nobody else lost anything.
  const [left] = await db.execute<{ n: number }>(sql`select count(*)::int as n from event_log`);
  expect(left?.n).toBe(1);
  const [stays] = await db.execute(sql`select email, first_name from customers where id = ${other}`);
  expect(stays).toMatchObject({ email: "stays@shop.ru", first_name: "Stays" });
});

it("keeps her out afterwards, until she comes back herself", async () => {
  const load = () =>
    db.transaction((tx) =>
      upsertCustomers(tx, [{ externalId: "new", email }], { via: "import", now, onInvalid: "drop" }),
    );
  expect((await load())[0]).toMatchObject({ outcome: "rejected", problems: [{ code: "erased_person" }] });
  expect(await findCanaries()).toEqual([]);
  await letInAgain(ctx, { kind: "email", value: " Canary.Person@canary-mail.example " });
  expect((await load())[0]).toMatchObject({ outcome: "created" });
});
