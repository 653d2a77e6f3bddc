import type { Db } from "@/server/db/client";
import { apiKeys, users } from "@/server/db/schema";
import { apiScopes } from "@/server/kernel/access";
import { sha256 } from "@/server/platform/crypto";
import { newUuid } from "@/server/platform/ids";
import { canonicalUserEmail } from "./model";
import { hashPassword } from "./password";
import * as store from "./store";

/** Makes the first administrator unless somebody is there already. Throws when address or password will not do. */
export async function ensureFirstAdministrator(
  db: Db,
  input: { email: string; password: string },
  now: Date,
): Promise<void> {
  const email = canonicalUserEmail(input.email);
  if (!email) throw new Error("BOOTSTRAP_ADMIN_EMAIL is no e-mail address.");
  if ((await store.countUsers(db)) > 0) return;
  // The installer has chosen it in the environment: shorter than a form would take, but never a trifle.
  if (input.password.length < 8)
    throw new Error("BOOTSTRAP_ADMIN_PASSWORD is too short: use at least 8 characters.");
  const passwordHash = await hashPassword(input.password);
  await db.transaction(async (tx) => {
    await store.lockUsers(tx);
    if ((await store.countUsers(tx)) > 0) return;
    await tx.insert(users).values({
      id: newUuid(),
      email,
      name: email.split("@")[0] ?? email,
      role: "administrator",
      passwordHash,
      createdAt: now,
    });
  });
}

/** Lets the owner be made at /setup with this token. Returns false when somebody has an account already. */
export async function openSetUp(db: Db, token: string, now: Date): Promise<boolean> {
  if ((await store.countUsers(db)) > 0) return false;
  await db.transaction((tx) => store.writeSettings(tx, { setup_token_hash: sha256(token) }, now));
  return true;
}

/** A key with every scope, for unattended set-up. The same key again changes nothing. */
export async function ensureApiKey(db: Db, key: string, now: Date): Promise<void> {
  await db
    .insert(apiKeys)
    .values({
      id: newUuid(),
      name: "Set-up",
      prefix: key.slice(0, 10),
      hash: sha256(key),
      scopes: [...apiScopes],
      createdAt: now,
    })
    .onConflictDoNothing();
}
