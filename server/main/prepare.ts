/** Before anything is served: brings the schema up to date and makes what every installation needs. Then it ends. */
import { db } from "@/server/db/client";
import { migrateToLatest } from "@/server/db/migrate";
import { systemClock } from "@/server/platform/clock";
import { env } from "@/server/platform/env";
import { bootstrapInstallation } from "./bootstrap";

/** What the supervisor hands over by ipc: secrets that no other process needs to know. */
export interface PrepareRequest {
  setUpToken: string;
  apiKey: string;
  writeKey: string;
}
export type PrepareAnswer = { needsSetUp: boolean } | { failure: string };

async function prepare(request: PrepareRequest): Promise<PrepareAnswer> {
  try {
    if (!env.DATABASE_URL) throw new Error("DATABASE_URL is not set.");
    await migrateToLatest(env.DATABASE_URL, systemClock.now());
    const admin =
      env.BOOTSTRAP_ADMIN_EMAIL && env.BOOTSTRAP_ADMIN_PASSWORD
        ? { email: env.BOOTSTRAP_ADMIN_EMAIL, password: env.BOOTSTRAP_ADMIN_PASSWORD }
        : undefined;
    const { needsSetUp } = await bootstrapInstallation(db(), {
      ...(admin ? { admin } : {}),
      ...request,
      now: systemClock.now(),
    });
    await db().$client.end({ timeout: 5 });
    return { needsSetUp };
  } catch (error) {
    const cause = error instanceof Error && error.cause instanceof Error ? ` (${error.cause.message})` : "";
    return { failure: error instanceof Error ? `${error.message}${cause}` : String(error) };
  }
}

process.once("message", async (request: PrepareRequest) => {
  const answer = await prepare(request);
  process.send?.(answer, () => process.exit("failure" in answer ? 1 : 0));
});
