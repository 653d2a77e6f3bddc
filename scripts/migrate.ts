/**
 * `npm run db:migrate`, and the first half of a build on Vercel: brings DATABASE_URL up to date and, where there is a
 * secret to work with, makes what an installation needs before its first request. `npm start` does both by itself.
 */
import { createHmac } from "node:crypto";
import { checkExternalDatabase } from "./runtime/external-database";
import { oneLine, StartFailure } from "./runtime/failure";
import { checkGivenSecrets } from "./runtime/secrets";

async function main(): Promise<void> {
  const url = process.env.DATABASE_URL;
  if (!url)
    throw new StartFailure(
      "DATABASE_URL is not set. Set it, or use `npm start`, which brings a database of its own.",
    );
  checkGivenSecrets(process.env);
  await checkExternalDatabase(url);
  const { migrateToLatest } = await import("../server/db/migrate");
  const { systemClock } = await import("../server/platform/clock");
  await migrateToLatest(url, systemClock.now());
  console.log("The database is up to date.");
  if (process.env.APP_SECRET || process.env.NEXTAUTH_SECRET) await setUp();
}

/** First-run set-up without a data folder: what is not given is derived from the root secret, the same at each build. */
async function setUp(): Promise<void> {
  const { bootstrapInstallation } = await import("../server/main/bootstrap");
  const { db } = await import("../server/db/client");
  const { keyFor } = await import("../server/platform/crypto");
  const { systemClock } = await import("../server/platform/clock");
  const { baseUrl, env } = await import("../server/platform/env");
  const derived = (purpose: string) =>
    createHmac("sha256", keyFor("first-run")).update(purpose).digest("base64url");
  const setUpToken = derived("set-up");
  const { needsSetUp } = await bootstrapInstallation(db(), {
    ...(env.BOOTSTRAP_ADMIN_EMAIL && env.BOOTSTRAP_ADMIN_PASSWORD
      ? { admin: { email: env.BOOTSTRAP_ADMIN_EMAIL, password: env.BOOTSTRAP_ADMIN_PASSWORD } }
      : {}),
    setUpToken,
    apiKey: env.BOOTSTRAP_API_KEY ?? `car_${derived("api-key")}`,
    writeKey: env.BOOTSTRAP_WRITE_KEY ?? `wk_${derived("write-key")}`,
    now: systemClock.now(),
  });
  if (needsSetUp) console.log(`Make the owner's account: ${baseUrl()}/setup?token=${setUpToken}`);
  await db().$client.end({ timeout: 5 });
}

try {
  await main();
  process.exit(0);
} catch (error) {
  console.error(error instanceof StartFailure ? oneLine(error) : error);
  process.exit(1);
}
