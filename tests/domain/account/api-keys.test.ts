import { eq } from "drizzle-orm";
import { describe, expect, it } from "vitest";
import { openApiKey } from "@/server/auth/api-key";
import { apiKeys } from "@/server/db/schema";
import * as account from "@/server/domain/account";
import type { Context } from "@/server/kernel/context";
import { asRole, ensureTestUser } from "@/tests/support/actors";
import { testDatabase } from "@/tests/support/database";

const { db } = await testDatabase();
await ensureTestUser(db);
const owner = asRole(db, "administrator");
const open = (key: string, at = new Date()) => openApiKey(db, `Bearer ${key}`, at);
const inHours = (hours: number) => new Date(Date.now() + hours * 3_600_000);
const make = () => account.createApiKey(owner, { name: "Warehouse", scopes: ["orders:read", "key:rotate"] });
const row = async (id: string) => (await db.select().from(apiKeys).where(eq(apiKeys.id, id)))[0];

describe("rotation", () => {
  it("gives a new secret, and lets the old one work for the time that was chosen", async () => {
    const { id, key } = await make();
    const next = await account.rotateApiKey(owner, { id, graceHours: 24 });
    expect((await open(next.key)).endsAt).toBeNull();
    expect((await open(key)).endsAt).toEqual(next.previousExpiresAt);
    expect((await open(key, inHours(23))).id).toBe(id);
    await expect(open(key, inHours(25))).rejects.toMatchObject({ code: "unauthenticated" });
    expect((await open(next.key, inHours(25))).id).toBe(id);
  });

  it("ends the old secret at once when asked, by hand, or by the next rotation", async () => {
    const { id, key } = await make();
    const second = await account.rotateApiKey(owner, { id, graceHours: 0 });
    await expect(open(key)).rejects.toThrow("replaced");
    const third = await account.rotateApiKey(owner, { id, graceHours: 1 });
    expect((await open(second.key)).id).toBe(id);
    const fourth = await account.rotateApiKey(owner, { id, graceHours: 1 });
    await expect(open(second.key)).rejects.toThrow();
    expect((await open(third.key)).id).toBe(id);
    await account.endPreviousSecret(owner, { id });
    await expect(open(third.key)).rejects.toThrow();
    expect((await open(fourth.key)).id).toBe(id);
  });

  it("is the key's own to make when it has the scope, and not otherwise", async () => {
    const { key } = await make();
    const own = { ...owner, actor: (await open(key)).actor } satisfies Context;
    const next = await account.rotateOwnApiKey(own, {});
    expect((await open(next.key)).id).toBe(next.id);
    const plain = await account.createApiKey(owner, { name: "Reader", scopes: ["orders:read"] });
    const reader = { ...owner, actor: (await open(plain.key)).actor } satisfies Context;
    await expect(account.rotateOwnApiKey(reader, {})).rejects.toMatchObject({ code: "forbidden" });
  });

  it("is not for a revoked key; revoking ends both secrets", async () => {
    const { id, key } = await make();
    const next = await account.rotateApiKey(owner, { id });
    await account.revokeApiKey(owner, { id });
    for (const secret of [key, next.key]) await expect(open(secret)).rejects.toThrow();
    await expect(account.rotateApiKey(owner, { id })).rejects.toMatchObject({ code: "conflict" });
  });
});

it("a key cannot be given an end in the past, and its secret is nowhere in the table", async () => {
  await expect(
    account.createApiKey(owner, { name: "Late", scopes: ["orders:read"], expiresAt: inHours(-1) }),
  ).rejects.toMatchObject({ fields: [{ path: "expiresAt" }] });
  const { id, key } = await make();
  await account.updateApiKey(owner, { id, ratePerSecond: 5, expiresAt: inHours(1) });
  const kept = await row(id);
  expect(JSON.stringify(kept)).not.toContain(key.slice(12));
  expect([kept?.ratePerSecond, (await open(key)).ratePerSecond]).toEqual([5, 5]);
  await expect(open(key, inHours(2))).rejects.toThrow();
});
