/** The installation's own secrets: random, made at the first start, never in the code. */
import { randomBytes } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { z } from "zod";
import { StartFailure } from "./failure";
import { type Folders, replaceFile } from "./folders";

const schema = z.object({
  /** Root of links, tokens and stored secrets (APP_SECRET). */
  appSecret: z.string().min(32),
  /** Signs sessions (NEXTAUTH_SECRET). */
  sessionSecret: z.string().min(32),
  postgresPassword: z.string().min(32),
  /** The first REST key and the first source's write key, unless BOOTSTRAP_* gives them. */
  apiKey: z.string().min(32),
  writeKey: z.string().min(24),
  /** Opens the owner's set-up page once. */
  setupToken: z.string().min(32),
  /** Between the embedded executor and the functions. */
  inngestSigningKey: z.string().min(32),
});
export type Secrets = z.infer<typeof schema>;

const random = (bytes = 32) => randomBytes(bytes).toString("base64url");

const fresh = (): Secrets => ({
  appSecret: random(),
  sessionSecret: random(),
  postgresPassword: random(),
  apiKey: `car_${random()}`,
  writeKey: `wk_${random(24)}`,
  setupToken: random(),
  inngestSigningKey: `signkey-prod-${randomBytes(32).toString("hex")}`,
});

export function loadSecrets(folders: Folders): Secrets {
  if (existsSync(folders.secrets)) return readSecrets(folders.secrets);
  if (existsSync(folders.postgres))
    throw new StartFailure(
      `${folders.secrets} is missing although ${folders.postgres} holds a database. Put it back from your backup: it opens the database and the secrets stored in it.`,
    );
  const secrets = fresh();
  replaceFile(folders.secrets, `${JSON.stringify(secrets, null, 2)}\n`);
  return secrets;
}

function readSecrets(file: string): Secrets {
  let content: unknown;
  try {
    content = JSON.parse(readFileSync(file, "utf8"));
  } catch {
    throw new StartFailure(`${file} cannot be read as JSON. Put it back from your backup.`);
  }
  const parsed = schema.safeParse(content);
  if (!parsed.success)
    throw new StartFailure(
      `${file} lacks or misstates ${parsed.error.issues.map((issue) => issue.path.join(".")).join(", ")}. Put it back from your backup.`,
    );
  return parsed.data;
}

const placeholders =
  /^(change[-_ ]?me|secret|password|passw0rd|admin|administrator|test|dev|development|example|default|placeholder|your[-_ ].*|replace[-_ ].*|xxx+|(.)\2+|1234567890*|0123456789.*)$/i;

const rules: { name: string; least: number; remedy: string }[] = [
  { name: "APP_SECRET", least: 32, remedy: "openssl rand -base64 32 makes one" },
  { name: "NEXTAUTH_SECRET", least: 32, remedy: "openssl rand -base64 32 makes one" },
  { name: "BOOTSTRAP_ADMIN_PASSWORD", least: 8, remedy: "choose a longer one" },
  { name: "BOOTSTRAP_API_KEY", least: 8, remedy: "openssl rand -hex 32 makes one" },
  { name: "BOOTSTRAP_WRITE_KEY", least: 4, remedy: "openssl rand -hex 16 makes one" },
];

/** Refuses secrets from the environment that anybody could guess. Their values are never shown. */
export function checkGivenSecrets(source: Record<string, string | undefined>): void {
  for (const { name, least, remedy } of rules) {
    const value = source[name];
    if (!value) continue;
    if (placeholders.test(value))
      throw new StartFailure(`${name} is a well-known placeholder. Set a secret of your own: ${remedy}.`);
    if (Buffer.byteLength(value) < least)
      throw new StartFailure(`${name} is too short: it needs at least ${least} characters (${remedy}).`);
  }
}
