import { StartFailure } from "./failure";
import type { Folders } from "./folders";
import { birthOf } from "./processes";
import type { Secrets } from "./secrets";

/** All that is known of this installation before its first process starts. */
export interface Installation {
  folders: Folders;
  port: number;
  nextPort: number;
  secrets: Secrets;
  databaseUrl: string;
  appUrl: string;
  dev: boolean;
  identity: { pid: number; birth: string };
}

export function readInstallation(
  known: Omit<Installation, "databaseUrl" | "appUrl" | "identity"> & { databaseUrl: string | undefined },
): Installation {
  const appUrl = (
    process.env.APP_URL ||
    process.env.NEXTAUTH_URL ||
    `http://localhost:${known.port}`
  ).replace(/\/+$/, "");
  if (!URL.canParse(appUrl))
    throw new StartFailure(
      `APP_URL must be an address such as https://carillon.example.com; it is ${JSON.stringify(appUrl)}.`,
    );
  return {
    ...known,
    appUrl,
    databaseUrl: known.databaseUrl ?? process.env.DATABASE_URL ?? "",
    identity: { pid: process.pid, birth: birthOf(process.pid) ?? "unknown" },
  };
}

/** Most connections of one process; together well under the embedded server's 120. */
const pools = { gateway: 20, next: 15, worker: 20, prepare: 2, script: 8 };
export type ProcessName = keyof typeof pools;

/** What a child process gets: the caller's environment, completed. */
export function childEnvironment(
  installation: Installation,
  name: ProcessName,
): Record<string, string | undefined> {
  const { secrets, appUrl, port, nextPort, databaseUrl, folders, dev } = installation;
  const given = process.env;
  const sessionSecret = given.NEXTAUTH_SECRET || secrets.sessionSecret;
  return {
    ...given,
    NODE_ENV: dev ? "development" : "production",
    PROCESS_NAME: name,
    LOG_LEVEL: given.LOG_LEVEL || "warn",
    DATABASE_URL: databaseUrl,
    DATABASE_POOL: given.DATABASE_POOL || String(pools[name]),
    DATA_DIR: folders.data,
    PORT: String(port),
    APP_URL: appUrl,
    NEXT_ORIGIN: `http://127.0.0.1:${nextPort}`,
    NEXTAUTH_URL: appUrl,
    NEXTAUTH_SECRET: sessionSecret,
    // Whoever gives only NEXTAUTH_SECRET means it as the root of everything.
    APP_SECRET: given.APP_SECRET || given.NEXTAUTH_SECRET || secrets.appSecret,
    INNGEST_SIGNING_KEY: given.INNGEST_SIGNING_KEY || secrets.inngestSigningKey,
    NEXT_TELEMETRY_DISABLED: "1",
  };
}
