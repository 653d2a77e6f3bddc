import type { Installation } from "./installation";
import { say } from "./say";

/** The last lines of a start: where it is, and how to get in. */
export function welcome(installation: Installation, needsSetUp: boolean, seconds: number): void {
  const { appUrl, secrets, folders, port } = installation;
  say("");
  say(`Carillon is ready at ${appUrl} (${seconds} s).`);
  if (!appUrl.endsWith(`:${port}`)) say(`  listening on port ${port}`);
  if (needsSetUp) say(`  Make the owner's account: ${appUrl}/setup?token=${secrets.setupToken}`);
  else if (process.env.BOOTSTRAP_ADMIN_EMAIL)
    say(`  Sign in as ${process.env.BOOTSTRAP_ADMIN_EMAIL}: ${appUrl}/sign-in`);
  else say(`  Sign in: ${appUrl}/sign-in`);
  if (needsSetUp) {
    if (!process.env.BOOTSTRAP_API_KEY) say(`  API key: ${secrets.apiKey}`);
    if (!process.env.BOOTSTRAP_WRITE_KEY) say(`  Write key for tracking: ${secrets.writeKey}`);
    say(`  (also in ${folders.secrets})`);
  }
  say("  Ctrl-C stops it.");
}
