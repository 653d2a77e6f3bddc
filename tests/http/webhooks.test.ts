import { sql } from "drizzle-orm";
import { Webhook } from "standardwebhooks";
import { beforeAll, beforeEach, describe, expect, test } from "vitest";
import { customers, messageEvents, messages, subscriptions } from "@/server/db/schema";
import type { Letter, Outcome } from "@/server/domain/channels";
import { resendCallbacks } from "@/server/domain/channels/email/resend-callbacks";
import { dispatchDue } from "@/server/domain/messages";
import { createWebhooksDoor } from "@/server/http/webhooks/door";
import { manualClock } from "@/server/platform/clock";
import { asSystem } from "@/tests/support/actors";
import { testDatabase } from "@/tests/support/database";
import { insertPeople, now, planFor, publishTemplate } from "../domain/messages/support";

const { db } = await testDatabase();
const clock = manualClock(now);
const ctx = asSystem(db, clock);
const secret = `whsec_${Buffer.from("a secret of thirty-two characters").toString("base64")}`;
const door = createWebhooksDoor({
  context: () => ctx,
  reader: (provider) => (provider === "resend" ? resendCallbacks(secret) : undefined),
});

/** Signed by the reference library, not by our own code. */
function signed(
  body: string,
  over: { id?: string; at?: Date; secret?: string } = {},
): Record<string, string> {
  const id = over.id ?? `msg_${crypto.randomUUID()}`;
  const at = over.at ?? clock.now();
  return {
    "svix-id": id,
    "svix-timestamp": String(Math.floor(at.getTime() / 1000)),
    "svix-signature": new Webhook(over.secret ?? secret).sign(id, at, body),
  };
}
const post = (body: string, headers: Record<string, string>, provider = "resend") =>
  door.handle(new Request(`http://shop.test/api/webhooks/${provider}`, { method: "POST", body, headers }), {
    network: "n",
  });

let templateId = "";
let person = 0;
let messageId = "";
beforeAll(async () => {
  await insertPeople(db, 200);
  templateId = await publishTemplate(db);
});
/** Takes everything under Resend's name, without a network. */
const resendLike = (send: (letter: Letter) => Promise<Outcome>) => ({
  provider: "resend",
  capabilities: { keyMemoryMs: 3_600_000, deliveryReceipts: true, concurrency: 8, leavesMachine: true },
  send,
  close: async () => {},
});
const accepting = resendLike(async (letter) => ({ kind: "accepted", providerMessageId: `re_${letter.id}` }));
const row = async () => {
  const [found] = await db.select().from(messages).where(sql`id = ${messageId}`);
  if (!found) throw new Error("no message");
  return found;
};
async function planOne() {
  person += 1;
  await planFor(db, templateId, person, person);
  const [found] = await db.select({ id: messages.id }).from(messages).where(sql`customer_id = ${person}`);
  messageId = found?.id ?? "";
}
beforeEach(async () => {
  clock.set(now);
  await planOne();
  await dispatchDue(ctx, { channel: accepting });
  clock.advance(5_000);
});
const report = (type: string, data: object = {}, at = clock.now()) =>
  JSON.stringify({
    type: `email.${type}`,
    created_at: at.toISOString(),
    data: { email_id: `re_${messageId}`, tags: { message_id: messageId }, ...data },
  });

describe("believing", () => {
  test("a true report counts once, however often it comes", async () => {
    const body = report("delivered");
    const headers = signed(body);
    const answers = await Promise.all([1, 2, 3, 4, 5].map(() => post(body, headers)));
    expect(answers.map((answer) => answer.status)).toEqual([200, 200, 200, 200, 200]);
    const received = await Promise.all(
      answers.map(async (answer) => ((await answer.json()) as { received: number }).received),
    );
    expect(received.sort()).toEqual([0, 0, 0, 0, 1]);
    expect(await row()).toMatchObject({ state: "delivered", deliveredAt: clock.now() });
  });

  test("nothing else is believed", async () => {
    const body = report("complained");
    const good = signed(body);
    const forged: [string, string, Record<string, string>][] = [
      ["no signature", body, {}],
      ["flipped byte", body.replace("complained", "complaineD"), good],
      ["re-serialised", JSON.stringify(JSON.parse(body), null, 1), good],
      ["stale", body, signed(body, { at: new Date(clock.now().getTime() - 301_000) })],
      ["from the future", body, signed(body, { at: new Date(clock.now().getTime() + 301_000) })],
      [
        "another key",
        body,
        signed(body, {
          secret: `whsec_${Buffer.from("another secret, also quite long!").toString("base64")}`,
        }),
      ],
      ["missing id", body, { ...good, "svix-id": "" }],
      ["odd timestamp", body, { ...good, "svix-timestamp": "now" }],
      [
        "another version",
        body,
        { ...good, "svix-signature": good["svix-signature"]?.replace("v1,", "v2,") ?? "" },
      ],
    ];
    for (const [what, text, headers] of forged)
      expect([what, (await post(text, headers)).status]).toEqual([what, 401]);
    expect(await row()).toMatchObject({ state: "accepted", complainedAt: null });
  });

  test("without a secret there is no door, and an unusable secret opens none", async () => {
    const body = report("delivered");
    expect((await post(body, signed(body), "postmark")).status).toBe(404);
    for (const bad of ["", "whsec_", "short"]) {
      const open = createWebhooksDoor({ context: () => ctx, reader: () => resendCallbacks(bad) });
      const request = new Request("http://shop.test/api/webhooks/resend", {
        method: "POST",
        body,
        headers: signed(body),
      });
      expect((await open.handle(request, { network: "n" })).status).toBe(401);
    }
  });

  test("signed nonsense is refused, unknown kinds and strangers' messages are taken without effect", async () => {
    for (const body of ["[]", "{", "null", '{"type":"email.delivered"}'])
      expect((await post(body, signed(body))).status).toBe(400);
    const contact = JSON.stringify({ type: "contact.created", created_at: now.toISOString(), data: {} });
    expect(await (await post(contact, signed(contact))).json()).toEqual({ received: 0 });
    const stranger = report("delivered", { tags: { message_id: crypto.randomUUID() } });
    expect(await (await post(stranger, signed(stranger))).json()).toEqual({ received: 0 });
    await db.execute(sql`update messages set provider = 'smtp' where id = ${messageId}`);
    const foreign = report("bounced", { bounce: { type: "Permanent", subType: "General", message: "x" } });
    expect(await (await post(foreign, signed(foreign))).json()).toEqual({ received: 0 });
    expect((await row()).state).toBe("accepted");
  });

  test("hostile text in a bounce is kept as text", async () => {
    const body = report("bounced", {
      bounce: {
        type: "Permanent",
        subType: "NoEmail",
        message: "<script>alert(1)</script>\u0000\ud800 no such user",
      },
    });
    expect((await post(body, signed(body))).status).toBe(200);
    expect(await row()).toMatchObject({
      state: "failed",
      reason: "bounced_hard",
      detail: expect.stringContaining("<script>alert(1)</script>"),
    });
  });
});

describe("what follows", () => {
  test("a hard bounce puts the address out of use; a soft one does not", async () => {
    const soft = report("bounced", {
      bounce: { type: "Transient", subType: "MailboxFull", message: "full" },
    });
    await post(soft, signed(soft));
    const code = async () => (await db.select().from(customers).where(sql`id = ${person}`))[0]?.emailCode;
    expect(await code()).toBe(3);
    const hard = report("bounced", { bounce: { type: "Permanent", subType: "NoEmail", message: "gone" } });
    await post(hard, signed(hard));
    expect(await code()).toBe(32);
    await planFor(db, templateId, person, person, { source: { kind: "campaign", id: "next" } });
    const [next] = await db
      .select()
      .from(messages)
      .where(sql`customer_id = ${person} and source_id = 'next'`);
    expect(next).toMatchObject({ state: "skipped", reason: "invalid_contact" });
  });

  test("a complaint ends the channel and what is planned", async () => {
    await planFor(db, templateId, person, person, { source: { kind: "campaign", id: "next" } });
    const body = report("complained");
    await post(body, signed(body));
    expect(await db.select().from(subscriptions).where(sql`customer_id = ${person}`)).toMatchObject([
      { channel: "email", category: "", state: "unsubscribed", source: "complaint" },
    ]);
    const [next] = await db
      .select()
      .from(messages)
      .where(sql`customer_id = ${person} and source_id = 'next'`);
    expect(next).toMatchObject({ state: "skipped", reason: "invalid_contact" });
  });

  test("three links within a second, or an open two seconds after sending, are machines", async () => {
    const times = [0, 300, 700].map((ms) => new Date(now.getTime() + 60_000 + ms));
    for (const [i, at] of times.entries())
      await db.execute(sql`insert into message_events (customer_id, at, id, message_id, planned_at, kind, link_no)
      select customer_id, ${at.toISOString()}::timestamptz, gen_random_uuid(), id, planned_at, 'clicked', ${i} from messages where id = ${messageId}`);
    const early = report("opened", {}, new Date(now.getTime() + 1_000));
    await post(early, signed(early));
    expect(await row()).toMatchObject({
      firstOpenedAt: null,
      firstClickedAt: null,
      machineOpenedAt: new Date(now.getTime() + 1_000),
      machineClickedAt: times[0],
    });
  });
});

describe("any order, any number of times: the same row", () => {
  const facts = ["sent", "delivered", "opened", "clicked", "bounced", "complained"] as const;
  const at = (fact: string) => new Date(now.getTime() + 10_000 + facts.indexOf(fact as "sent") * 1_000);
  const bodyOf = (fact: string) =>
    report(
      fact,
      {
        bounce: { type: "Transient", subType: "General", message: "later" },
        click: { link: "https://x.test/", userAgent: "Mozilla/5.0 (X)", timestamp: "" },
      },
      at(fact),
    );
  const outcome = async () => {
    const {
      state,
      reason,
      detail,
      acceptedAt,
      deliveredAt,
      failedAt,
      bouncedAt,
      firstOpenedAt,
      firstClickedAt,
      lastClickedAt,
      machineOpenedAt,
      complainedAt,
      attemptOpenSince,
      provider,
    } = await row();
    return {
      state,
      reason,
      detail,
      acceptedAt,
      deliveredAt,
      failedAt,
      bouncedAt,
      firstOpenedAt,
      firstClickedAt,
      lastClickedAt,
      machineOpenedAt,
      complainedAt,
      attemptOpenSince,
      provider,
    };
  };

  test("reports that overtake our own record of the sending end in the same row", async () => {
    const results = new Set<string>();
    for (const overtaking of [
      [],
      ["sent"],
      ["delivered"],
      ["sent", "delivered"],
      ["opened", "delivered"],
    ] as string[][]) {
      await planOne();
      clock.set(now);
      const tell = async (fact: string) => {
        const body = bodyOf(fact);
        expect((await post(body, signed(body))).status).toBe(200);
      };
      const channel = resendLike(async (letter) => {
        for (const fact of overtaking) await tell(fact);
        return { kind: "accepted", providerMessageId: `re_${letter.id}` };
      });
      await dispatchDue(ctx, { channel });
      for (const fact of ["sent", "delivered", "opened"].filter((name) => !overtaking.includes(name)))
        await tell(fact);
      results.add(JSON.stringify(await outcome()));
      expect((await row()).providerMessageId).toBe(`re_${messageId}`);
    }
    expect(results.size).toBe(1);
  });

  test("a report resolves what was uncertain, and stops a retry", async () => {
    for (const lost of ["unknown" as const]) {
      await planOne();
      clock.set(now);
      await dispatchDue(ctx, { channel: resendLike(async () => ({ kind: lost, detail: "no answer" })) });
      expect(await row()).toMatchObject({ state: "planned", attemptOpenSince: now });
      const body = bodyOf("delivered");
      await post(body, signed(body));
      expect(await row()).toMatchObject({ state: "delivered", attemptOpenSince: null });
      clock.advance(3_600_000);
      expect(await dispatchDue(ctx, { channel: accepting })).toMatchObject({ claimed: 0 });
    }
    const events = await db.select().from(messageEvents).where(sql`message_id = ${messageId}`);
    expect(events.map((event) => event.kind).sort()).toEqual(["deferred", "delivered", "planned"]);
  });
});
