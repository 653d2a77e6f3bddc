import type { Db } from "@/server/db/client";
import { ensureApiKey, ensureFirstAdministrator, openSetUp } from "@/server/domain/account";
import { ensureDefaultModel } from "@/server/domain/rfm";
import { ensureBuiltInTemplates } from "@/server/domain/templates";
import { ensureFirstSource } from "@/server/domain/tracking";

export interface BootstrapInput {
  /** Unattended set-up: makes this administrator when there is nobody yet. */
  admin?: { email: string; password: string };
  /** Otherwise the owner signs up at /setup with this token. */
  setUpToken: string;
  apiKey: string;
  writeKey: string;
  now: Date;
}

/** What every installation needs before its first request. Safe to repeat at each start. */
export async function bootstrapInstallation(db: Db, input: BootstrapInput): Promise<{ needsSetUp: boolean }> {
  if (input.admin) await ensureFirstAdministrator(db, input.admin, input.now);
  const needsSetUp = await openSetUp(db, input.setUpToken, input.now);
  await ensureApiKey(db, input.apiKey, input.now);
  await ensureFirstSource(db, { writeKey: input.writeKey });
  await ensureBuiltInTemplates(db, input.now);
  await ensureDefaultModel(db);
  return { needsSetUp };
}
