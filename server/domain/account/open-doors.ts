import { eq, sql } from "drizzle-orm";
import { z } from "zod";
import type { Queryable, Tx } from "@/server/db/client";
import { auditLog, invitations, users } from "@/server/db/schema";
import type { Context } from "@/server/kernel/context";
import { safeEqual, sha256 } from "@/server/platform/crypto";
import { conflict, invalid, notFound } from "@/server/platform/errors";
import { newUuid } from "@/server/platform/ids";
import { checkPassword } from "./commands";
import { canonicalUserEmail, locales } from "./model";
import { hashPassword } from "./password";
import { projectSettings } from "./settings";
import * as store from "./store";

/** What works before signing in: each call is opened by a one-time token instead of a permission. */

const setupTokenSetting = "setup_token_hash";
const password = z.string().max(400);

export const setUpOwnerInput = z.object({
  token: z.string().max(200),
  name: z.string().trim().min(1).max(120),
  email: z.string().max(254),
  password,
  locale: z.enum(locales),
  company: projectSettings.shape.company,
  timeZone: projectSettings.shape.timeZone,
  currency: projectSettings.shape.currency,
});
export const acceptInvitationInput = z.object({
  token: z.string().max(200),
  name: z.string().trim().min(1).max(120),
  password,
  locale: z.enum(locales),
});
export const setPasswordInput = z.object({ token: z.string().max(200), password });

export interface SetUpState {
  /** open: nobody has an account yet and this token is the one printed at the start. */
  state: "open" | "done" | "wrong_token";
  /** What the project says of itself already (the demo retailer does); for the holder of the token only. */
  known: { company: string; timeZone: string; currency: string } | null;
}

export async function setUpState({ db }: Context, token: string): Promise<SetUpState> {
  if ((await store.countUsers(db)) > 0) return { state: "done", known: null };
  if (!(await isSetUpToken(db, token))) return { state: "wrong_token", known: null };
  const { company, timeZone, currency } = await store.readSettings(db);
  return { state: "open", known: company === "" ? null : { company, timeZone, currency } };
}

async function isSetUpToken(db: Queryable, token: string): Promise<boolean> {
  const stored = await store.readPrivateSetting(db, setupTokenSetting);
  return typeof stored === "string" && token.length > 0 && safeEqual(sha256(token), stored);
}

/** Makes the owner, once. A second attempt, however close, finds the table locked and the token gone. */
export async function setUpOwner(
  ctx: Context,
  raw: z.input<typeof setUpOwnerInput>,
): Promise<{ email: string }> {
  const input = setUpOwnerInput.parse(raw);
  const email = requireEmail(input.email);
  checkPassword(input.password, email);
  const passwordHash = await hashPassword(input.password);
  const now = ctx.clock.now();
  return ctx.db.transaction(async (tx) => {
    await store.lockUsers(tx);
    if ((await store.countUsers(tx)) > 0)
      throw conflict("This installation already has an owner. Sign in instead.");
    if (!(await isSetUpToken(tx, input.token)))
      throw notFound("set-up", "with this link; use the one printed at the start");
    const id = newUuid();
    await tx.insert(users).values({
      id,
      email,
      name: input.name,
      role: "administrator",
      locale: input.locale,
      passwordHash,
      createdAt: now,
    });
    const { company, timeZone, currency, locale } = input;
    await store.writeSettings(tx, { company, timeZone, currency, locale }, now);
    await store.deletePrivateSetting(tx, setupTokenSetting);
    await audit(tx, ctx, "account.set-up-owner", "user", id, { email }, input.name);
    return { email };
  });
}

/** The invited person's address and role, for the page; undefined when the link is used, revoked or expired. */
export async function findOpenInvitation(ctx: Context, token: string) {
  const invitation = await store.findInvitation(ctx.db, sha256(token), ctx.clock.now());
  return invitation && { email: invitation.email, name: invitation.name, role: invitation.role };
}

export async function acceptInvitation(
  ctx: Context,
  raw: z.input<typeof acceptInvitationInput>,
): Promise<{ email: string }> {
  const input = acceptInvitationInput.parse(raw);
  const now = ctx.clock.now();
  const passwordHash = await hashPassword(input.password);
  return ctx.db.transaction(async (tx) => {
    const invitation = await store.findInvitation(tx, sha256(input.token), now);
    if (!invitation) throw notFound("invitation", "with this link; ask for a new one");
    checkPassword(input.password, invitation.email);
    const taken = await tx
      .update(invitations)
      .set({ acceptedAt: now })
      .where(sql`${invitations.id} = ${invitation.id} and accepted_at is null`)
      .returning({ id: invitations.id });
    if (taken.length === 0) throw conflict("This invitation has just been used.");
    const id = newUuid();
    await tx.insert(users).values({
      id,
      email: invitation.email,
      name: input.name,
      role: invitation.role,
      locale: input.locale,
      activeUntil: invitation.activeUntil,
      passwordHash,
      createdAt: now,
    });
    await audit(
      tx,
      ctx,
      "account.accept-invitation",
      "user",
      id,
      { email: invitation.email, role: invitation.role },
      input.name,
    );
    return { email: invitation.email };
  });
}

/** Sets a new password by a link that an administrator made; every session of the user ends. */
export async function setPasswordByLink(
  ctx: Context,
  raw: z.input<typeof setPasswordInput>,
): Promise<{ email: string }> {
  const input = setPasswordInput.parse(raw);
  const name = `password_link:${sha256(input.token)}`;
  const now = ctx.clock.now();
  const passwordHash = await hashPassword(input.password);
  return ctx.db.transaction(async (tx) => {
    const link = z
      .object({ userId: z.uuid(), expiresAt: z.coerce.date() })
      .safeParse(await store.readPrivateSetting(tx, name));
    const user =
      link.success && link.data.expiresAt > now ? await store.findUser(tx, link.data.userId) : undefined;
    if (!user) throw notFound("password link", "like this; ask for a new one");
    checkPassword(input.password, user.email);
    await tx
      .update(users)
      .set({ passwordHash, sessionEpoch: user.sessionEpoch + 1 })
      .where(eq(users.id, user.id));
    await store.deletePrivateSetting(tx, name);
    await store.clearFailures(tx, user.email);
    await audit(tx, ctx, "account.set-password-by-link", "user", user.id, { password: "changed" }, user.name);
    return { email: user.email };
  });
}

function requireEmail(text: string): string {
  const email = canonicalUserEmail(text);
  if (!email)
    throw invalid("This is no e-mail address.", [{ path: "email", message: "This is no e-mail address." }]);
  return email;
}

async function audit(
  tx: Tx,
  ctx: Context,
  action: string,
  subjectType: string,
  subjectId: string,
  changes: Record<string, unknown>,
  label: string,
) {
  await tx.insert(auditLog).values({
    at: ctx.clock.now(),
    actorKind: "user",
    actorId: subjectId,
    actorLabel: label,
    action,
    subjectType,
    subjectId,
    changes,
    door: ctx.door,
  });
}
