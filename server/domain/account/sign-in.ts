import { eq } from "drizzle-orm";
import type { Db } from "@/server/db/client";
import { users } from "@/server/db/schema";
import type { Actor } from "@/server/kernel/context";
import { AppError } from "@/server/platform/errors";
import { canonicalUserEmail, isAccountLive, isRole, type Locale, networkPrefix, signInLimits } from "./model";
import { verifyPassword } from "./password";
import * as store from "./store";

export interface SignedInUser {
  id: string;
  email: string;
  name: string;
  role: string;
  locale: Locale;
  sessionEpoch: number;
}

/**
 * The user behind an address and password, or null. Throws `limit_exceeded` after too many failures of the account
 * from this network, or of the network: the right password from elsewhere still works, so nobody can lock the owner out.
 * The counters live in Postgres, so neither a restart nor another instance resets them.
 */
export async function verifySignIn(
  db: Db,
  input: { email: string; password: string; network: string },
  now: Date,
): Promise<SignedInUser | null> {
  const email = canonicalUserEmail(input.email) ?? "";
  const network = networkPrefix(input.network);
  const account = `${email}|${network}`;
  const since = new Date(now.getTime() - signInLimits.windowMinutes * 60_000);
  const failures = await store.countFailures(db, account, network, since);
  if (failures.account >= signInLimits.perAccount || failures.network >= signInLimits.perNetwork)
    throw new AppError("limit_exceeded", "Too many failed sign-ins. Wait 15 minutes and try again.", {
      retryAfterSeconds: signInLimits.windowMinutes * 60,
    });
  const user = email ? await store.findUserByEmail(db, email) : undefined;
  const matches = await verifyPassword(input.password.slice(0, 200), user?.passwordHash ?? null);
  if (!user || !matches || !isAccountLive(user, now)) {
    await store.addFailure(db, account, network, now);
    return null;
  }
  await store.clearFailures(db, account);
  await db.update(users).set({ lastSeenAt: now }).where(eq(users.id, user.id));
  return {
    id: user.id,
    email: user.email,
    name: user.name,
    role: user.role,
    locale: user.locale as Locale,
    sessionEpoch: user.sessionEpoch,
  };
}

/** The actor of a session that still holds: the account lives and has not been signed out since. */
export async function actorOfSession(
  db: Db,
  session: { userId: string; epoch: number },
  now: Date,
): Promise<Extract<Actor, { kind: "user" }> | null> {
  const user = await store.findUser(db, session.userId);
  if (!user || !isRole(user.role) || !isAccountLive(user, now) || user.sessionEpoch !== session.epoch)
    return null;
  return { kind: "user", id: user.id, label: user.name || user.email, role: user.role };
}
