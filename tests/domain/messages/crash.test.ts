import { sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { messages } from "@/server/db/schema";
import { resendChannel } from "@/server/domain/channels/email/resend";
import { smtpChannel } from "@/server/domain/channels/email/smtp";
import { dispatchDue } from "@/server/domain/messages";
import { asSystem } from "@/tests/support/actors";
import { testDatabase } from "@/tests/support/database";
import { startMailServer } from "@/tests/support/mail-server";
import { startFakeResend } from "@/tests/support/provider";
import { startWorker, testLease, type WorkerOptions, withoutKeys } from "@/tests/support/send-faults";
import { insertPeople, planFor, publishTemplate } from "./support";

const { db, url: databaseUrl } = await testDatabase();
const ctx = asSystem(db);
const [provider, mailServer] = await Promise.all([startFakeResend(), startMailServer()]);
const resend = resendChannel({ apiKey: "re_test", baseUrl: provider.url, answerTimeoutMs: 700 });
const smtp = smtpChannel(mailServer.url, { answerTimeoutMs: 2_000 });
afterAll(async () => {
  await smtp.close();
  await Promise.all([provider.stop(), mailServer.stop()]);
});
let templateId = "";
beforeAll(async () => {
  await insertPeople(db, 40);
  templateId = await publishTemplate(db);
});

/** How often the provider's own log says this person's letter was accepted. */
const acceptedBy = {
  resend: (address: string) =>
    provider.log().filter((entry) => entry.kind === "accepted" && entry.to.includes(address)).length,
  smtp: (address: string) => mailServer.taken.filter((mail) => mail.recipients.includes(address)).length,
};
const stateOf = async (customerId: number) => {
  const [row] = await db.select().from(messages).where(sql`customer_id = ${customerId}`);
  return row;
};
let nextPerson = 0;

/** One letter; the sender dies at the point; after the lease another carries on. */
async function crashAt(kind: "resend" | "smtp", crashPoint: string, mutant?: "no-key") {
  nextPerson += 1;
  const customerId = nextPerson;
  await planFor(db, templateId, customerId, customerId);
  const providerUrl = kind === "resend" ? provider.url : mailServer.url;
  const options: WorkerOptions = {
    databaseUrl,
    provider: kind,
    providerUrl,
    crashPoint,
    ...(mutant ? { mutant } : {}),
  };
  const { gone } = await startWorker(options);
  expect(await gone).toBe("SIGKILL");
  const channel = kind === "resend" ? resend : smtp;
  const deadline = Date.now() + 15_000;
  const isOpen = (state: string | undefined) => state === "planned" || state === "claimed";
  for (
    let row = await stateOf(customerId);
    isOpen(row?.state) && Date.now() < deadline;
    row = await stateOf(customerId)
  ) {
    await dispatchDue(ctx, { channel, lease: testLease });
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  const row = await stateOf(customerId);
  return { state: row?.state, reason: row?.reason, accepted: acceptedBy[kind](`p${customerId}@example.org`) };
}

describe("killed at each point", () => {
  const sent = { state: "accepted", reason: null, accepted: 1 };
  test.each([
    "after-claim",
    "after-render",
    "before-send",
    "after-send",
    "after-record",
  ])("Resend, %s: sent exactly once", async (point) => {
    expect(await crashAt("resend", point)).toEqual(sent);
  });

  test.each([
    ["after-claim", { state: "delivered", reason: null, accepted: 1 }],
    ["after-render", { state: "delivered", reason: null, accepted: 1 }],
    ["before-send", { state: "uncertain", reason: "outcome_unknown", accepted: 0 }],
    ["after-send", { state: "uncertain", reason: "outcome_unknown", accepted: 1 }],
    ["after-record", { state: "delivered", reason: null, accepted: 1 }],
  ])("SMTP, %s: once, or said to be uncertain and never sent again", async (point, outcome) => {
    expect(await crashAt("smtp", point)).toEqual(outcome);
  });

  test("the test can fail: without idempotency keys the letter goes out twice", async () => {
    const restore = withoutKeys();
    try {
      expect(await crashAt("resend", "after-send", "no-key")).toMatchObject({ accepted: 2 });
    } finally {
      restore();
    }
  });
});
