import { eq } from "drizzle-orm";
import { z } from "zod";
import { invitations, users } from "@/server/db/schema";
import { type CommandContext, command } from "@/server/kernel/command";
import { sha256 } from "@/server/platform/crypto";
import { baseUrl } from "@/server/platform/env";
import { AppError, conflict, forbidden, invalid, notFound } from "@/server/platform/errors";
import { newUuid, randomSecret } from "@/server/platform/ids";
import { canonicalUserEmail, invitationDays, locales, passwordProblem, roleSchema } from "./model";
import { hashPassword, verifyPassword } from "./password";
import { projectSettingsChanges } from "./settings";
import * as store from "./store";

const email = z
  .string()
  .max(254)
  .transform((text, ctx) => {
    const canonical = canonicalUserEmail(text);
    if (canonical) return canonical;
    ctx.addIssue({ code: "custom", message: "This is no e-mail address." });
    return z.NEVER;
  });
const uuid = z.uuid();

export const passwordProblems = {
  too_short: "Use at least 12 characters; a few words in a row are easy to remember.",
  too_long: "Use at most 200 characters.",
  too_common: "This password is among the first that anybody would try.",
  same_as_email: "The password must not contain the e-mail address.",
} as const;

export function checkPassword(password: string, forEmail: string): void {
  const problem = passwordProblem(password, forEmail);
  if (problem)
    throw invalid(passwordProblems[problem], [{ path: "password", message: passwordProblems[problem] }]);
}

/** Invites a person. The answer carries the link, shown once and sent by the inviter or by mail when a channel is set. */
export const inviteUser = command({
  name: "account.invite-user",
  permission: "users:write",
  input: z.object({
    email,
    name: z.string().trim().max(120).default(""),
    role: roleSchema,
    activeUntil: z.coerce.date().nullable().default(null),
  }),
  async run(ctx, input) {
    const now = ctx.clock.now();
    if (await store.findUserByEmail(ctx.db, input.email))
      throw conflict("There is already a user with this e-mail address.");
    const token = randomSecret();
    const id = newUuid();
    await ctx.db.insert(invitations).values({
      id,
      ...input,
      tokenHash: sha256(token),
      invitedBy: ctx.actor.kind === "user" ? ctx.actor.id : null,
      createdAt: now,
      expiresAt: new Date(now.getTime() + invitationDays * 86_400_000),
    });
    ctx.audit({
      subjectType: "invitation",
      subjectId: id,
      changes: { email: input.email, role: input.role },
    });
    return { id, link: `${baseUrl()}/invite/${token}` };
  },
});

export const revokeInvitation = command({
  name: "account.revoke-invitation",
  permission: "users:write",
  input: z.object({ id: uuid }),
  async run(ctx, { id }) {
    const [row] = await ctx.db
      .update(invitations)
      .set({ revokedAt: ctx.clock.now() })
      .where(eq(invitations.id, id))
      .returning({ email: invitations.email });
    if (!row) throw notFound("invitation", id);
    ctx.audit({ subjectType: "invitation", subjectId: id, changes: { email: row.email, revoked: true } });
  },
});

/** Changes name, role, activity or end date. The last administrator can neither be disabled nor demoted, nor can one disable oneself. */
export const updateUser = command({
  name: "account.update-user",
  permission: "users:write",
  input: z.object({
    id: uuid,
    name: z.string().trim().min(1).max(120).optional(),
    role: roleSchema.optional(),
    isActive: z.boolean().optional(),
    activeUntil: z.coerce.date().nullable().optional(),
  }),
  async run(ctx, { id, ...changes }) {
    await store.lockUsers(ctx.db);
    const before = await store.findUser(ctx.db, id);
    if (!before) throw notFound("user", id);
    if (Object.keys(changes).length === 0) return;
    const now = ctx.clock.now();
    const losesAdministrator =
      before.role === "administrator" &&
      ((changes.role !== undefined && changes.role !== "administrator") ||
        changes.isActive === false ||
        changes.activeUntil instanceof Date);
    if (losesAdministrator && ctx.actor.kind === "user" && ctx.actor.id === id)
      throw conflict("You cannot disable or demote yourself; ask another administrator.");
    if (losesAdministrator && (await store.countLiveAdministrators(ctx.db, id, now)) === 0)
      throw conflict("This is the last administrator. Make somebody else one first.");
    const endsSessions =
      changes.isActive === false || (changes.role !== undefined && changes.role !== before.role);
    await ctx.db
      .update(users)
      .set({ ...changes, ...(endsSessions ? { sessionEpoch: before.sessionEpoch + 1 } : {}) })
      .where(eq(users.id, id));
    ctx.audit({ subjectType: "user", subjectId: id, changes: differences(before, changes) });
  },
});

/** A one-time link with which a user sets a new password; signs her out everywhere once used. */
export const makePasswordLink = command({
  name: "account.make-password-link",
  permission: "users:write",
  input: z.object({ id: uuid }),
  async run(ctx, { id }) {
    const user = await store.findUser(ctx.db, id);
    if (!user) throw notFound("user", id);
    const token = randomSecret();
    const now = ctx.clock.now();
    await store.writeSettings(
      ctx.db,
      {
        [`password_link:${sha256(token)}`]: {
          userId: id,
          expiresAt: new Date(now.getTime() + 86_400_000).toISOString(),
        },
      },
      now,
    );
    ctx.audit({ subjectType: "user", subjectId: id, changes: { passwordLink: true } });
    return { link: `${baseUrl()}/password/${token}` };
  },
});

export const changeOwnPassword = command({
  name: "account.change-own-password",
  permission: "self:write",
  input: z.object({ current: z.string().max(200), next: z.string().max(400) }),
  async run(ctx, { current, next }) {
    const user = await ownUser(ctx);
    if (!(await verifyPassword(current, user.passwordHash)))
      throw invalid("The current password is wrong.", [
        { path: "current", message: "The current password is wrong." },
      ]);
    checkPassword(next, user.email);
    await ctx.db
      .update(users)
      .set({ passwordHash: await hashPassword(next), sessionEpoch: user.sessionEpoch + 1 })
      .where(eq(users.id, user.id));
    ctx.audit({ subjectType: "user", subjectId: user.id, changes: { password: "changed" } });
  },
});

export const updateOwnProfile = command({
  name: "account.update-own-profile",
  permission: "self:write",
  input: z.object({ name: z.string().trim().min(1).max(120).optional(), locale: z.enum(locales).optional() }),
  async run(ctx, changes) {
    const user = await ownUser(ctx);
    if (Object.keys(changes).length === 0) return;
    await ctx.db.update(users).set(changes).where(eq(users.id, user.id));
    ctx.audit({ subjectType: "user", subjectId: user.id, changes: differences(user, changes) });
  },
});

export const updateSettings = command({
  name: "account.update-settings",
  permission: "settings:write",
  input: projectSettingsChanges,
  async run(ctx, raw) {
    const before = await store.readSettings(ctx.db);
    const changed = Object.fromEntries(
      Object.entries(raw).filter(([name, value]) => before[name as keyof typeof before] !== value),
    );
    await store.writeSettings(ctx.db, changed, ctx.clock.now());
    ctx.audit({ subjectType: "settings", subjectId: "project", changes: differences(before, changed) });
  },
});

async function ownUser(ctx: CommandContext) {
  if (ctx.actor.kind !== "user") throw forbidden("self:write");
  const user = await store.findUser(ctx.db, ctx.actor.id);
  if (!user) throw new AppError("unauthenticated", "Sign in again.");
  return user;
}

/** `{field: {from, to}}` of what really changes. */
function differences(
  before: Record<string, unknown>,
  changes: Record<string, unknown>,
): Record<string, unknown> {
  const found: Record<string, unknown> = {};
  for (const [name, to] of Object.entries(changes))
    if (to !== undefined && before[name] !== to) found[name] = { from: before[name] ?? null, to };
  return found;
}
