import { TRPCError } from "@trpc/server";
import { beforeAll, describe, expect, test } from "vitest";
import { appRouter, createCaller } from "@/server/api/root";
import type { ProcedureMeta } from "@/server/api/trpc";
import { actorOfApiKey } from "@/server/auth/api-key";
import { apiKeys } from "@/server/db/schema";
import { restRoutes } from "@/server/http/rest";
import { ownKey } from "@/server/http/rest/route";
import { apiScopes, permissions, permissionsOf, roles } from "@/server/kernel/access";
import { sha256 } from "@/server/platform/crypto";
import { asRole, asStranger, ensureTestUser } from "@/tests/support/actors";
import { testDatabase } from "@/tests/support/database";

const { db } = await testDatabase();
await ensureTestUser(db);

type Procedure = { _def: { type: "query" | "mutation"; meta?: ProcedureMeta } };
const procedures = Object.entries(appRouter._def.procedures as unknown as Record<string, Procedure>);

/** Calls by dotted path, as a client would. */
async function call(path: string, ctx: Parameters<typeof createCaller>[0]): Promise<string> {
  let target: unknown = createCaller(ctx);
  for (const part of path.split(".")) target = (target as Record<string, unknown>)[part];
  try {
    await (target as (input: unknown) => Promise<unknown>)({});
    return "OK";
  } catch (error) {
    return error instanceof TRPCError ? error.code : `thrown ${String(error)}`;
  }
}

describe("every tRPC procedure", () => {
  test("names its permission; the public ones are these and no others", () => {
    const open: string[] = [];
    for (const [path, { _def }] of procedures) {
      expect(_def.meta?.permission, path).toBeDefined();
      if (_def.meta?.permission === "public") open.push(path);
      else expect(permissions, path).toContain(_def.meta?.permission);
    }
    expect(open.sort()).toEqual([
      "account.acceptInvitation",
      "account.invitation",
      "account.setPasswordByLink",
      "account.setUpOwner",
      "account.setUpState",
    ]);
  });

  test.each(procedures)("%s refuses a stranger and every role without its permission", async (path, {
    _def,
  }) => {
    const permission = _def.meta?.permission;
    if (!permission || permission === "public") return;
    expect(await call(path, asStranger(db))).toBe("UNAUTHORIZED");
    for (const role of roles) {
      const answer = await call(path, asRole(db, role));
      if (!permissionsOf(role).has(permission)) expect(answer, `${path} as ${role}`).toBe("FORBIDDEN");
      else
        expect(["INTERNAL_SERVER_ERROR", "UNAUTHORIZED"], `${path} as ${role}: ${answer}`).not.toContain(
          answer,
        );
    }
  });
});

describe("every REST operation", () => {
  const keyWith = (scopes: string[]) =>
    `car_census_${scopes.join("_").replace(/[^a-z]/g, "") || "none"}_0123456789`;
  beforeAll(async () => {
    for (const scopes of [[], [...apiScopes], ...apiScopes.map((scope) => [scope])])
      await db
        .insert(apiKeys)
        .values({
          name: scopes.join(" ") || "none",
          prefix: "car_census",
          hash: sha256(keyWith(scopes).slice(0, 190)),
          scopes,
        })
        .onConflictDoNothing();
  });

  test("asks for a scope that a key can have, under a path of its own", () => {
    const seen = new Set<string>();
    for (const route of restRoutes) {
      if (route.permission !== ownKey) expect(apiScopes, route.path).toContain(route.permission);
      expect(route.path).toMatch(/^\/api\/v1\/[a-z]/);
      const name = `${route.method} ${route.path}`;
      expect(seen.has(name), name).toBe(false);
      seen.add(name);
    }
  });

  test("what needs no scope is what a key is told of itself", () => {
    const open = restRoutes.filter((route) => route.permission === ownKey);
    expect(open.map((route) => route.operationId)).toEqual(["getOwnKey"]);
  });

  test("a key is only what its scopes say, and anything that is no live key is nobody", async () => {
    const now = new Date();
    const actor = await actorOfApiKey(db, `Bearer ${keyWith([])}`, now);
    expect(actor.kind === "api_key" && actor.scopes).toEqual([]);
    for (const wrong of [
      null,
      "",
      "Bearer",
      "Bearer ",
      "Bearer  x",
      "Basic abc",
      `Bearer ${"a".repeat(1_000_000)}`,
      "Bearer \u0000aaaaaaaaaaaaaaaaaaaaaaaaa",
      `Bearer ${keyWith([])}x`,
    ])
      await expect(actorOfApiKey(db, wrong, now), String(wrong).slice(0, 40)).rejects.toMatchObject({
        code: "unauthenticated",
      });
  });
});
