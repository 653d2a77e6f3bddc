import { readdirSync } from "node:fs";
import { sql } from "drizzle-orm";
import { afterAll, beforeAll, expect, it, vi } from "vitest";
import { createCaller } from "@/server/api/root";
import { receiveImport, sweepImports } from "@/server/domain/integrations";
import { type RunningEngine, startEngine } from "@/server/engine";
import { inngest, provideJobEnvironment } from "@/server/jobs/client";
import { runImport } from "@/server/jobs/integrations";
import { reconcile } from "@/server/jobs/reconcile";
import { type RunningRelay, startOutboxRelay } from "@/server/kernel/outbox";
import { manualClock, systemClock } from "@/server/platform/clock";
import { logger } from "@/server/platform/logger";
import { asRole, asSystem, ensureTestUser } from "../support/actors";
import { scratchDataDir } from "../support/data-dir";
import { testDatabase } from "../support/database";

const folder = scratchDataDir();
const { db, url } = await testDatabase();
let engine: RunningEngine;
let relay: RunningRelay;

beforeAll(async () => {
  await ensureTestUser(db);
  provideJobEnvironment({ db, clock: systemClock, log: logger });
  engine = await startEngine({
    db,
    databaseUrl: url,
    client: inngest,
    functions: [reconcile, runImport],
    clock: systemClock,
    log: logger,
    backoffMs: () => 20,
  });
  relay = await startOutboxRelay(db, (events, tx) => engine.sendWithin(tx, events), logger);
});
afterAll(async () => {
  await relay.stop();
  await engine.stop(2000);
  provideJobEnvironment(undefined);
});

const text =
  "Код;ФИО;E-mail;Телефон;Согласие на рассылку\n1;Петрова Анна Сергеевна;Anna@Shop.ru;8 916 123-45-67;да\n2;Иван Ким;ivan(at)shop.ru;;нет\n3;Олег Ким;;8 916 123-45-69;нет\n";
const upload = (content = text) =>
  receiveImport(asRole(db, "marketer"), {
    fileName: "клиенты.csv",
    source: (async function* () {
      yield Buffer.from(content);
    })(),
    rest: async () => ({ entity: "customers" as const }),
  });
const caller = createCaller(asRole(db, "marketer"));
const finished = (id: string) =>
  vi.waitFor(
    async () => {
      const view = await caller.imports.get({ id });
      if (view.status === "queued" || view.status === "running") throw new Error(view.status);
      return view;
    },
    { timeout: 15_000, interval: 50 },
  );

it("goes from a file through preview and dry run to loaded people, in the background", async () => {
  const { id } = await upload();
  const preview = await caller.imports.preview({ id, entity: "customers" });
  expect(preview.format).toMatchObject({ encoding: "utf-8", delimiter: ";", hasHeader: true });
  expect(preview.mapping).toEqual({
    Код: "external_id",
    ФИО: "full_name",
    "E-mail": "email",
    Телефон: "phone",
    "Согласие на рассылку": "subscription.email",
  });
  expect(preview.columns[0]).toEqual({ name: "Код", samples: ["1", "2", "3"] });
  expect(preview.estimatedRows).toBe(3);

  const { mapping, format } = preview;
  await caller.imports.start({ id, entity: "customers", mapping, format, dryRun: true });
  expect(await finished(id)).toMatchObject({
    status: "succeeded",
    dryRun: true,
    canStart: true,
    rows: { total: 3, created: 2, rejected: 1 },
  });
  expect((await caller.customers.count({})).count).toBe(0);

  const real = await caller.imports.start({ id, entity: "customers", mapping, format });
  expect(real.id).not.toBe(id);
  expect(await finished(real.id)).toMatchObject({
    status: "succeeded",
    dryRun: false,
    canStart: false,
    rows: { created: 2, rejected: 1 },
  });
  expect((await caller.imports.rejects({ id: real.id })).items).toMatchObject([
    { rowNo: 3, field: "email", code: "invalid_email" },
  ]);
  const [anna] = (await caller.customers.list({ search: "петрова" })).items;
  expect(anna).toMatchObject({
    firstName: "Анна",
    lastName: "Петрова",
    email: "anna@shop.ru",
    phone: "+79161234567",
  });
  const consents = await db.execute(
    sql`select c.external_id, s.state from subscriptions s join customers c on c.id = s.customer_id order by 1`,
  );
  expect([...consents]).toEqual([
    { external_id: "1", state: "subscribed" },
    { external_id: "3", state: "unsubscribed" },
  ]);
  expect((await caller.imports.list({})).items.map((one) => one.id)).toEqual([real.id, id]);

  // She leaves; the same file does not bring her back.
  await caller.customers.setSubscription({
    customerId: anna?.id ?? 0,
    channel: "email",
    state: "unsubscribed",
  });
  const again = await upload();
  await caller.imports.start({ id: again.id, entity: "customers", mapping, format });
  expect(await finished(again.id)).toMatchObject({ rows: { unchanged: 2, rejected: 1 } });
  const [state] = await db.execute(sql`select state from subscriptions where customer_id = ${anna?.id ?? 0}`);
  expect(state).toMatchObject({ state: "unsubscribed" });
}, 60_000);

it("keeps no file and no staging table longer than needed", async () => {
  await upload();
  await db.execute(sql`create table if not exists staging.import_00000000000000000000000000000000 (n int)`);
  const files = () =>
    readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile()).length;
  expect(files()).toBeGreaterThan(0);
  await sweepImports({ ...asSystem(db), clock: manualClock(new Date(Date.now() + 25 * 3_600_000)) });
  expect(files()).toBe(0);
  const tables = await db.execute(
    sql`select 1 from pg_class c join pg_namespace n on n.oid = c.relnamespace where n.nspname = 'staging'`,
  );
  expect(tables).toHaveLength(0);
});
