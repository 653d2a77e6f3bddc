import fc from "fast-check";
import { afterAll, beforeEach, describe, expect, test } from "vitest";
import { type EmailChannel, isSendableAddress, type Letter, sourceOf } from "@/server/domain/channels";
import { resendChannel } from "@/server/domain/channels/email/resend";
import { sandboxChannel } from "@/server/domain/channels/email/sandbox";
import { smtpChannel } from "@/server/domain/channels/email/smtp";
import { startMailServer } from "@/tests/support/mail-server";
import { startFakeResend } from "@/tests/support/provider";

const provider = await startFakeResend();
const mailServer = await startMailServer();
const resend = resendChannel({ apiKey: "re_test", baseUrl: provider.url, answerTimeoutMs: 400 });
const smtp = smtpChannel(mailServer.url, { answerTimeoutMs: 2_000 });
const sandbox = sandboxChannel();
afterAll(async () => {
  await smtp.close();
  await Promise.all([provider.stop(), mailServer.stop()]);
});
beforeEach(async () => {
  await provider.behave({});
  mailServer.afterData = () => "take";
  mailServer.onRecipient = () => undefined;
  mailServer.taken.length = 0;
});

const letter = (over: Partial<Letter> = {}): Letter => ({
  id: crypto.randomUUID(),
  from: { name: "Лавка", address: "shop@example.org" },
  to: { name: 'Ann "A" Lee', address: "ann@example.net" },
  replyTo: "care@example.org",
  subject: "Ваша корзина ждёт",
  html: "<p>Привет</p>",
  text: "Привет",
  headers: {
    "List-Unsubscribe": "<https://shop.test/u/x>",
    "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
  },
  renderedAt: new Date("2026-03-10T09:00:00Z"),
  ...over,
});
const channels: [string, EmailChannel, () => { to: string[] }[]][] = [
  ["sandbox", sandbox, () => []],
  ["resend", resend, () => provider.log().filter((entry) => entry.kind === "accepted")],
  ["smtp", smtp, () => mailServer.taken.map(({ recipients }) => ({ to: recipients }))],
];

describe.each(channels)("%s", (_name, channel, taken) => {
  test("takes a letter and says so", async () => {
    const before = taken().length;
    expect(await channel.send(letter())).toEqual({ kind: "accepted", providerMessageId: expect.any(String) });
    if (channel !== sandbox) expect(taken().slice(before)).toMatchObject([{ to: ["ann@example.net"] }]);
  });

  test.each([
    "a@b.c, evil@x.y",
    "a@b.c;evil@x.y",
    "Ann <a@b.c>",
    "a@b@c.d",
    "a@b.c\r\nBcc: evil@x.y",
    "a\u0000@b.c",
    "a＠b.c",
    '"a b"@c.d',
    "a@b.c ",
    "no-at-sign",
    "",
  ])("refuses %j as a recipient before anything goes out", async (address) => {
    const before = taken().length;
    expect(await channel.send(letter({ to: { name: "x", address } }))).toMatchObject({
      kind: "rejected",
      bounce: { class: "hard", contactCode: 31 },
    });
    expect(taken()).toHaveLength(before);
  });

  test("refuses line breaks in what becomes a header, and blames no recipient", async () => {
    const before = taken().length;
    for (const bad of [
      letter({ subject: "Hi\r\nBcc: evil@x.y" }),
      letter({ to: { name: "x\ny", address: "ann@example.net" } }),
      letter({ from: { name: "x\u2028y", address: "shop@example.org" } }),
      letter({ headers: { "X-A": "1\r\nBcc: evil@x.y" } }),
      letter({ headers: { "X-A\r\nBcc": "evil@x.y" } }),
      letter({ from: { name: "x", address: "a@b.c, d@e.f" } }),
    ])
      expect(await channel.send(bad)).toMatchObject({ kind: "rejected", bounce: null });
    expect(taken()).toHaveLength(before);
  });
});

describe("resend over its real client", () => {
  test("a key asked again answers the first id, and nothing is sent twice", async () => {
    const once = letter();
    const first = await resend.send(once);
    expect(await resend.send(once)).toEqual(first);
    expect(
      provider
        .log()
        .filter((entry) => entry.key === once.id)
        .map((entry) => entry.kind),
    ).toEqual(["accepted", "replayed"]);
  });

  test.each([
    [{ always: { status: 429, name: "rate_limit_exceeded" } }, { kind: "deferred", everyone: true }],
    [
      { tooMany: 1, retryAfterSeconds: 7 },
      { kind: "deferred", everyone: true, retryAfterMs: 7000 },
    ],
    [{ always: { status: 500, name: "application_error" } }, { kind: "unknown" }],
    [
      { always: { status: 401, name: "missing_api_key" } },
      { kind: "deferred", everyone: true, retryAfterMs: 60_000 },
    ],
    [{ always: { status: 403, name: "validation_error" } }, { kind: "deferred", everyone: true }],
    [{ always: { status: 422, name: "invalid_from_address" } }, { kind: "deferred", everyone: true }],
    [{ always: { status: 422, name: "validation_error" } }, { kind: "rejected", bounce: null }],
    [{ always: { status: 409, name: "concurrent_idempotent_requests" } }, { kind: "unknown" }],
    [{ hang: 1 }, { kind: "unknown" }],
    [{ acceptThenReset: 1 }, { kind: "unknown" }],
  ])("%j → %j", async (behaviour, outcome) => {
    await provider.behave(behaviour);
    expect(await resend.send(letter())).toMatchObject(outcome);
  });

  test("nobody there is unknown, never an exception", async () => {
    const nowhere = resendChannel({ apiKey: "re_x", baseUrl: "http://127.0.0.1:9", answerTimeoutMs: 400 });
    expect(await nowhere.send(letter())).toMatchObject({ kind: "unknown" });
  });
});

describe("smtp over its real client", () => {
  test("the server gets exactly the source that people see", async () => {
    const sent = letter();
    await smtp.send(sent);
    await smtp.send(sent);
    const source = await sourceOf(sent);
    expect(mailServer.taken.map(({ raw }) => raw)).toEqual([source, source]);
    const mail = await mailServer.taken[0]?.parse();
    expect(mail?.subject).toBe(sent.subject);
    expect(source).toContain(
      "List-Unsubscribe: <https://shop.test/u/x>\r\nList-Unsubscribe-Post: List-Unsubscribe=One-Click\r\n",
    );
    expect(mail?.to).toMatchObject({ value: [sent.to] });
    expect(mail?.messageId).toBe(`<${sent.id}@example.org>`);
  });

  test.each([
    [550, "5.1.1 User unknown", { kind: "rejected", bounce: { class: "hard", contactCode: 32 } }],
    [552, "5.2.2 Mailbox full", { kind: "rejected", bounce: { class: "soft", contactCode: 3 } }],
    [550, "5.7.1 Blocked by policy", { kind: "rejected", bounce: { class: "block" } }],
    [450, "4.2.1 Greylisted, try later", { kind: "deferred", everyone: false }],
  ])("RCPT %d %s", async (code, text, outcome) => {
    mailServer.onRecipient = () => ({ code, text });
    expect(await smtp.send(letter())).toMatchObject(outcome);
    expect(mailServer.taken).toEqual([]);
  });

  test("refused after the content is definite too", async () => {
    mailServer.afterData = () => ({ code: 554, text: "5.7.1 Looks like spam" });
    expect(await smtp.send(letter())).toMatchObject({ kind: "rejected", bounce: { class: "block" } });
    mailServer.afterData = () => ({ code: 451, text: "4.3.0 Try again" });
    expect(await smtp.send(letter())).toMatchObject({ kind: "deferred", everyone: false });
  });

  test("taken, then the line drops: unknown, and the pool does not send it again behind our back", async () => {
    let times = 0;
    mailServer.afterData = () => {
      times += 1;
      return times === 1 ? "drop" : "take";
    };
    expect(await smtp.send(letter())).toMatchObject({ kind: "unknown" });
    await new Promise((resolve) => setTimeout(resolve, 400));
    expect(mailServer.taken).toHaveLength(1);
    expect(await smtp.send(letter())).toMatchObject({ kind: "accepted" });
  });

  test("over TLS", async () => {
    const secure = await startMailServer({ secure: true });
    const channel = smtpChannel(secure.url);
    expect(await channel.send(letter())).toMatchObject({ kind: "accepted" });
    expect(secure.taken).toHaveLength(1);
    const strict = smtpChannel(secure.url.replace(/\?.*/, ""));
    expect(await strict.send(letter())).toMatchObject({ kind: "deferred", everyone: true });
    await Promise.all([channel.close(), strict.close(), secure.stop()]);
  });

  test("nobody there is a definite not-now for everyone", async () => {
    const nowhere = smtpChannel("smtp://127.0.0.1:9");
    expect(await nowhere.send(letter())).toMatchObject({ kind: "deferred", everyone: true });
    await nowhere.close();
  });

  test("whatever stands in names, subjects and addresses: one recipient, known headers", async () => {
    const hostile = fc.oneof(
      fc.string({ unit: "binary", maxLength: 60 }),
      fc.constantFrom(
        "x\r\nBcc: evil@x.y",
        "a, b@c.d",
        '"><evil@x.y>',
        "\u202eevil",
        "=?utf-8?q?=0ABcc:x?=",
        "＠",
        "\ud800",
      ),
    );
    const allowed = new Set([
      "from",
      "to",
      "reply-to",
      "subject",
      "message-id",
      "date",
      "mime-version",
      "content-type",
      "content-transfer-encoding",
      "x-note",
    ]);
    await fc.assert(
      fc.asyncProperty(
        hostile,
        hostile,
        hostile,
        fc.oneof(hostile, fc.constant("ann@example.net")),
        async (name, subject, note, address) => {
          mailServer.taken.length = 0;
          const outcome = await smtp.send(
            letter({ to: { name, address }, subject, headers: { "X-Note": note } }),
          );
          if (outcome.kind !== "accepted") {
            expect(mailServer.taken).toEqual([]);
            return;
          }
          expect(isSendableAddress(address)).toBe(true);
          expect(mailServer.taken.map(({ recipients }) => recipients)).toEqual([[address]]);
          const parsed = await mailServer.taken[0]?.parse();
          for (const header of parsed?.headers.keys() ?? []) expect(allowed).toContain(header);
        },
      ),
      { numRuns: 150 },
    );
  });
});
