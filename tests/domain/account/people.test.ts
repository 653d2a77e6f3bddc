import { eq } from "drizzle-orm";
import { expect, test } from "vitest";
import { auditLog, users } from "@/server/db/schema";
import * as account from "@/server/domain/account";
import { manualClock } from "@/server/platform/clock";
import { asRole, asStranger, ensureTestUser } from "@/tests/support/actors";
import { testDatabase } from "@/tests/support/database";

const { db } = await testDatabase();
const clock = manualClock(new Date("2026-03-01T10:00:00Z"));
const admin = asRole(db, "administrator", clock);
const password = "correct horse battery staple";
const owner = {
  token: "t".repeat(43),
  name: "Olga",
  email: " Olga@Shop.Example ",
  password,
  locale: "ru" as const,
  company: "Shop",
  timeZone: "Europe/Moscow",
  currency: "RUB",
};
const signIn = (email: string, secret: string, network = "203.0.113.7") =>
  account.verifySignIn(db, { email, password: secret, network }, clock.now());

test("the owner is made once, with the printed token and a real password, even by two at the same instant", async () => {
  await account.openSetUp(db, owner.token, clock.now());
  const stranger = asStranger(db, clock);
  await expect(account.setUpOwner(stranger, { ...owner, token: "guess" })).rejects.toMatchObject({
    code: "not_found",
  });
  await expect(account.setUpOwner(stranger, { ...owner, password: "short" })).rejects.toMatchObject({
    code: "invalid",
    fields: [{ path: "password" }],
  });
  const both = await Promise.allSettled([
    account.setUpOwner(stranger, owner),
    account.setUpOwner(stranger, { ...owner, email: "eve@shop.example" }),
  ]);
  expect(both.map((one) => one.status).sort()).toEqual(["fulfilled", "rejected"]);
  expect(await db.select().from(users)).toHaveLength(1);
  await ensureTestUser(db);
  expect(await account.setUpState(stranger, owner.token)).toEqual({ state: "done", known: null });
  expect((await account.readSettings(db)).currency).toBe("RUB");
});

test("an invitation makes one user of its role and cannot be used twice", async () => {
  const { link } = await account.inviteUser(admin, { email: "Mark@shop.example", role: "marketer" });
  const token = link.split("/").at(-1) ?? "";
  const accept = () =>
    account.acceptInvitation(asStranger(db, clock), { token, name: "Mark", password, locale: "en" });
  expect(await accept()).toEqual({ email: "mark@shop.example" });
  await expect(accept()).rejects.toMatchObject({ code: "not_found" });
  expect((await signIn("MARK@shop.example", password))?.role).toBe("marketer");
});

test("an expired invitation is no invitation", async () => {
  const { link } = await account.inviteUser(admin, { email: "late@shop.example", role: "analyst" });
  clock.advance(8 * 86_400_000);
  const accept = account.acceptInvitation(asStranger(db, clock), {
    token: link.split("/").at(-1) ?? "",
    name: "Late",
    password,
    locale: "en",
  });
  await expect(accept).rejects.toMatchObject({ code: "not_found" });
});

test("disabling, an end date and a new password each end the sessions at once", async () => {
  const [mark] = await db.select().from(users).where(eq(users.email, "mark@shop.example"));
  if (!mark) throw new Error("no mark");
  const session = { userId: mark.id, epoch: mark.sessionEpoch };
  expect(await account.actorOfSession(db, session, clock.now())).toMatchObject({ role: "marketer" });
  await account.updateUser(admin, { id: mark.id, activeUntil: new Date(clock.now().getTime() + 1000) });
  clock.advance(2000);
  expect(await account.actorOfSession(db, session, clock.now())).toBeNull();
  expect(await signIn("mark@shop.example", password)).toBeNull();
  await account.updateUser(admin, { id: mark.id, activeUntil: null });
  expect(await account.actorOfSession(db, session, clock.now())).not.toBeNull();
  const { link } = await account.makePasswordLink(admin, { id: mark.id });
  await account.setPasswordByLink(asStranger(db, clock), {
    token: link.split("/").at(-1) ?? "",
    password: "another long password",
  });
  expect(await account.actorOfSession(db, session, clock.now())).toBeNull();
  await account.updateUser(admin, { id: mark.id, isActive: false });
  expect(await signIn("mark@shop.example", "another long password")).toBeNull();
});

test("the last administrator stays", async () => {
  const [first] = await db.select().from(users).where(eq(users.email, "olga@shop.example"));
  const [eve] = await db.select().from(users).where(eq(users.role, "administrator"));
  const last = first ?? eve;
  if (!last) throw new Error("no owner");
  await expect(account.updateUser(admin, { id: last.id, isActive: false })).rejects.toMatchObject({
    code: "conflict",
  });
  await expect(account.updateUser(admin, { id: last.id, role: "analyst" })).rejects.toMatchObject({
    code: "conflict",
  });
});

test("guessing closes the door for that network, never for the owner elsewhere, and opens after the window", async () => {
  const email = (await db.select().from(users).where(eq(users.role, "administrator")))[0]?.email ?? "";
  for (let i = 0; i < 10; i++) expect(await signIn(email, `guess number ${i}`, "198.51.100.20")).toBeNull();
  await expect(signIn(email, password, "198.51.100.99")).rejects.toMatchObject({ code: "limit_exceeded" });
  expect(await signIn(email, password, "203.0.113.7")).not.toBeNull();
  clock.advance(16 * 60_000);
  expect(await signIn(email, password, "198.51.100.20")).not.toBeNull();
});

test("an API key is shown once, kept as a hash, and dies when revoked; each change is in the audit log", async () => {
  const { id, key } = await account.createApiKey(admin, { name: "Till", scopes: ["customers:read"] });
  const { keys } = await account.listApiKeys(admin, {});
  expect(JSON.stringify(keys)).not.toContain(key);
  await account.revokeApiKey(admin, { id });
  const actions = (await db.select().from(auditLog)).map((row) => row.action);
  expect(actions).toEqual(
    expect.arrayContaining([
      "account.set-up-owner",
      "account.invite-user",
      "account.create-api-key",
      "account.revoke-api-key",
    ]),
  );
});

test("changing one setting leaves the others as they were", async () => {
  await account.updateSettings(admin, { company: "New name" });
  expect(await account.readSettings(db)).toMatchObject({
    company: "New name",
    currency: "RUB",
    timeZone: "Europe/Moscow",
  });
  await expect(account.updateSettings(admin, { timeZone: "Mars/Olympus" })).rejects.toMatchObject({
    code: "invalid",
    fields: [{ path: "timeZone" }],
  });
});
