import { and, eq, isNull } from "drizzle-orm";
import { z } from "zod";
import { apiKeys } from "@/server/db/schema";
import { apiScopes, type Permission } from "@/server/kernel/access";
import { type CommandContext, command } from "@/server/kernel/command";
import { type Context, can } from "@/server/kernel/context";
import { sha256 } from "@/server/platform/crypto";
import { env } from "@/server/platform/env";
import { conflict, forbidden, invalid, notFound } from "@/server/platform/errors";
import { newUuid, randomSecret } from "@/server/platform/ids";

const id = z.uuid();
const name = z.string().trim().min(1).max(80);
const scopes = z.array(z.enum(apiScopes as [string, ...string[]])).min(1);
const ratePerSecond = z.number().int().min(1).max(100_000).nullable();
/** How long the old secret works on: at most thirty days, so that a leaked one does end. */
const graceHours = z.number().int().min(0).max(720);

const newSecret = () => {
  const key = `car_${randomSecret()}`;
  return { key, prefix: key.slice(0, 10), hash: sha256(key) };
};

/** Nobody can give a key more than they may do themselves. */
function mayGive(ctx: CommandContext, wanted: readonly string[]): void {
  const missing = wanted.find((scope) => !can(ctx.actor, scope as Permission));
  if (missing !== undefined) throw forbidden(missing);
}

/** The key is in the answer and nowhere else. */
export const createApiKey = command({
  name: "account.create-api-key",
  permission: "api-keys:write",
  input: z.object({
    name,
    scopes,
    expiresAt: z.coerce.date().nullable().default(null),
    ratePerSecond: ratePerSecond.default(null),
  }),
  async run(ctx, input) {
    mayGive(ctx, input.scopes);
    refusePast(input.expiresAt, ctx.clock.now());
    const { key, prefix, hash } = newSecret();
    const keyId = newUuid();
    await ctx.db.insert(apiKeys).values({
      ...input,
      id: keyId,
      prefix,
      hash,
      scopes: [...new Set(input.scopes)],
      createdBy: ctx.actor.kind === "user" ? ctx.actor.id : null,
      createdAt: ctx.clock.now(),
    });
    ctx.audit({
      subjectType: "api_key",
      subjectId: keyId,
      changes: { name: input.name, scopes: input.scopes },
    });
    return { id: keyId, key };
  },
});

/** Name, scopes, end and limit; its secret stays. */
export const updateApiKey = command({
  name: "account.update-api-key",
  permission: "api-keys:write",
  input: z.object({
    id,
    name: name.optional(),
    scopes: scopes.optional(),
    expiresAt: z.coerce.date().nullable().optional(),
    ratePerSecond: ratePerSecond.optional(),
  }),
  async run(ctx, { id: keyId, ...changes }) {
    const before = await liveKey(ctx, keyId);
    mayGive(ctx, changes.scopes ?? []);
    if (changes.expiresAt?.getTime() !== before.expiresAt?.getTime())
      refusePast(changes.expiresAt ?? null, ctx.clock.now());
    if (Object.keys(changes).length === 0) return;
    await ctx.db.update(apiKeys).set(changes).where(eq(apiKeys.id, keyId));
    const audited = Object.entries(changes).map(([field, to]) => [
      field,
      { from: before[field as keyof typeof changes] ?? null, to },
    ]);
    ctx.audit({ subjectType: "api_key", subjectId: keyId, changes: Object.fromEntries(audited) });
  },
});

/** A new secret for the same key. The old one works for `graceHours` more; one from before that stops at once. */
export const rotateApiKey = command({
  name: "account.rotate-api-key",
  permission: "api-keys:write",
  input: z.object({ id, graceHours: graceHours.default(24) }),
  async run(ctx, { id: keyId, graceHours: hours }) {
    mayGive(ctx, (await liveKey(ctx, keyId)).scopes);
    return await rotate(ctx, keyId, hours);
  },
});

/** A program replaces the secret of the key it comes with. */
export const rotateOwnApiKey = command({
  name: "account.rotate-own-api-key",
  permission: "key:rotate",
  input: z.object({ graceHours: graceHours.default(24) }),
  async run(ctx, { graceHours: hours }) {
    if (ctx.actor.kind !== "api_key") throw forbidden("key:rotate");
    return await rotate(ctx, ctx.actor.id, hours);
  },
});

async function rotate(ctx: CommandContext, keyId: string, hours: number) {
  const before = await liveKey(ctx, keyId);
  const now = ctx.clock.now();
  const { key, prefix, hash } = newSecret();
  const previousExpiresAt = hours === 0 ? null : new Date(now.getTime() + hours * 3_600_000);
  const previous =
    previousExpiresAt === null
      ? { previousPrefix: null, previousHash: null, previousUsedAt: null }
      : { previousPrefix: before.prefix, previousHash: before.hash, previousUsedAt: before.lastUsedAt };
  await ctx.db
    .update(apiKeys)
    .set({ prefix, hash, lastUsedAt: null, rotatedAt: now, previousExpiresAt, ...previous })
    .where(eq(apiKeys.id, keyId));
  ctx.audit({ subjectType: "api_key", subjectId: keyId, changes: { secret: "replaced", graceHours: hours } });
  return { id: keyId, key, previousExpiresAt };
}

/** Nobody uses the replaced secret any more, or somebody should not: it stops now. */
export const endPreviousSecret = command({
  name: "account.end-previous-secret",
  permission: "api-keys:write",
  input: z.object({ id }),
  async run(ctx, { id: keyId }) {
    await liveKey(ctx, keyId);
    await ctx.db
      .update(apiKeys)
      .set({ previousPrefix: null, previousHash: null, previousExpiresAt: null, previousUsedAt: null })
      .where(eq(apiKeys.id, keyId));
    ctx.audit({ subjectType: "api_key", subjectId: keyId, changes: { previousSecret: "ended" } });
  },
});

export const revokeApiKey = command({
  name: "account.revoke-api-key",
  permission: "api-keys:write",
  input: z.object({ id }),
  async run(ctx, { id: keyId }) {
    const [row] = await ctx.db
      .update(apiKeys)
      .set({ revokedAt: ctx.clock.now(), previousHash: null, previousPrefix: null, previousExpiresAt: null })
      .where(and(eq(apiKeys.id, keyId), isNull(apiKeys.revokedAt)))
      .returning({ name: apiKeys.name });
    if (!row) throw notFound("live API key", keyId);
    ctx.audit({ subjectType: "api_key", subjectId: keyId, changes: { name: row.name, revoked: true } });
  },
});

/** Locked, so that two rotations at once follow each other. */
async function liveKey(ctx: CommandContext, keyId: string) {
  const [row] = await ctx.db.select().from(apiKeys).where(eq(apiKeys.id, keyId)).for("update");
  if (!row) throw notFound("API key", keyId);
  if (row.revokedAt) throw conflict("This key is revoked. Make a new one.");
  return row;
}

function refusePast(expiresAt: Date | null, now: Date): void {
  if (expiresAt && expiresAt <= now)
    throw invalid("The key would have expired already: choose a later day.", [
      { path: "expiresAt", message: "must be in the future" },
    ]);
}

/** What a key is told of itself. */
export async function describeOwnKey(ctx: Context) {
  if (ctx.actor.kind !== "api_key") throw forbidden("key:own");
  const [row] = await ctx.db.select().from(apiKeys).where(eq(apiKeys.id, ctx.actor.id));
  if (!row) throw notFound("API key", ctx.actor.id);
  const { id: keyId, prefix, scopes: given, expiresAt, previousExpiresAt, requests } = row;
  return {
    id: keyId,
    name: row.name,
    prefix,
    scopes: given,
    expiresAt,
    previousExpiresAt,
    requests,
    ratePerSecond: row.ratePerSecond ?? env.API_REQUESTS_PER_SECOND,
  };
}
