import { z } from "zod";

/**
 * The only reader of process.env. An empty string means unset.
 * `npm start` fills in what is missing (own database, random secrets); on Vercel the owner sets it.
 */
const text = z.string().min(1).optional();
const flag = (byDefault: boolean) =>
  z
    .enum(["0", "1", "true", "false"])
    .optional()
    .transform((value) => (value === undefined ? byDefault : value === "1" || value === "true"));

const schema = z.object({
  NODE_ENV: z.enum(["development", "test", "production"]).default("development"),
  /** gateway | next | worker | script | test; only names the process in logs and in pg_stat_activity. */
  PROCESS_NAME: z.string().default("script"),
  LOG_LEVEL: z.enum(["trace", "debug", "info", "warn", "error", "fatal", "silent"]).default("info"),

  /** PostgreSQL 15 or newer. */
  DATABASE_URL: text,
  /** Most connections one process may hold. */
  DATABASE_POOL: z.coerce.number().int().min(1).max(200).default(10),
  /** Requests a second of one API key, unless the key says otherwise; twice as many at once. */
  API_REQUESTS_PER_SECOND: z.coerce.number().int().min(1).max(100_000).default(100),
  /** Where the app's own database, secrets and files live when it is not told otherwise. */
  DATA_DIR: z.string().default(".data"),

  PORT: z.coerce.number().int().min(0).max(65535).default(3000),
  /** Address people and letters reach us at; links are never built from the Host header. */
  APP_URL: z.url().optional(),
  /** Where the gateway finds Next (set by the supervisor). */
  NEXT_ORIGIN: z.url().optional(),
  /** Set by Vercel itself: there is no gateway of ours then, and its own header names the caller. */
  VERCEL: text,
  /** Comma-separated addresses or CIDRs whose X-Forwarded-For is believed. */
  TRUSTED_PROXIES: text,
  /** Lets users aim webhooks and connectors inside our own network: 1, or a comma-separated list of addresses and CIDRs. */
  ALLOW_PRIVATE_NETWORK: text,
  /** The one folder of this machine that file sources may look into, with the folders below it. */
  FILES_FOLDER: text,

  /** Signs sessions (NextAuth). */
  NEXTAUTH_SECRET: text,
  /** Root of all other keys (links, tokens, stored secrets). Defaults to NEXTAUTH_SECRET. */
  APP_SECRET: text,

  BOOTSTRAP_ADMIN_EMAIL: text,
  BOOTSTRAP_ADMIN_PASSWORD: text,
  BOOTSTRAP_API_KEY: text,
  BOOTSTRAP_WRITE_KEY: text,
  /** Seed the demo retailer on the first run, and serve /demo/shop. */
  DEMO: flag(true),

  /** Any of these makes a real Inngest drive the functions; otherwise the embedded executor does. */
  INNGEST_BASE_URL: text,
  INNGEST_EVENT_KEY: text,
  INNGEST_SIGNING_KEY: text,
  INNGEST_DEV: text,

  RESEND_API_KEY: text,
  RESEND_BASE_URL: text,
  /** `whsec_…` of the webhook made at Resend; without it there is no /api/webhooks/resend. */
  RESEND_WEBHOOK_SECRET: text,
  SMTP_URL: text,

  /** A RabbitMQ queue to read, `amqp://user:password@host/vhost`; more are added in the interface. */
  AMQP_URL: text,
  AMQP_QUEUE: z.string().default("carillon"),
});

export type Env = z.infer<typeof schema>;

/** Throws with one line per wrong variable. */
export function readEnv(source: Record<string, string | undefined>): Env {
  const present = Object.fromEntries(Object.entries(source).filter(([, value]) => value !== ""));
  const parsed = schema.safeParse(present);
  if (parsed.success) return parsed.data;
  const lines = parsed.error.issues.map((issue) => `  ${issue.path.join(".")}: ${issue.message}`);
  throw new Error(`These environment variables are wrong:\n${lines.join("\n")}`);
}

export const env: Env = readEnv(process.env);

/** The address links are built from. */
export const baseUrl = (): string => (env.APP_URL ?? `http://localhost:${env.PORT}`).replace(/\/+$/, "");

/** True when a real Inngest (cloud or self-hosted) is configured. */
export const usesExternalInngest = (): boolean =>
  Boolean(env.INNGEST_BASE_URL || env.INNGEST_EVENT_KEY || (env.INNGEST_DEV && env.INNGEST_DEV !== "0"));
