/** The real product for a test: `npm start` in a process of its own, with an empty data folder and a free port. */
import { type ChildProcess, spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { readdirSync, readFileSync, rmSync } from "node:fs";
import { chmod, mkdtemp } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";

export type ProcessName = "gateway" | "next" | "worker" | "postgres" | "supervisor";

export interface App {
  url: string;
  dataDir: string;
  apiKey: string;
  writeKey: string;
  adminEmail: string;
  adminPassword: string;
  /** Everything it has printed so far. */
  output(): string;
  databaseUrl(): string;
  pidOf(name: ProcessName): number;
  /** kill -9. Of PostgreSQL: the postmaster with every backend. */
  kill(name: ProcessName): void;
  /** Waits until the health door and a page answer. */
  untilWell(withinMs?: number): Promise<void>;
  /** After `stop` or a killed supervisor: the same installation again. */
  startAgain(): Promise<void>;
  /** SIGTERM, as a service manager would; resolves with the exit code. */
  stop(): Promise<number | null>;
  /** Stops it and removes its data. */
  remove(): Promise<void>;
}

export interface AppOptions {
  env?: Record<string, string>;
  dataDir?: string;
  startWithinMs?: number;
}

const root = path.resolve(import.meta.dirname, "../..");
const ready = "Ctrl-C stops it.";
const random = (bytes = 24) => randomBytes(bytes).toString("base64url");

export async function startApp(options: AppOptions = {}): Promise<App> {
  const dataDir = options.dataDir ?? (await newDataDir());
  const port = Number(options.env?.PORT ?? (await freePort()));
  const known = {
    BOOTSTRAP_ADMIN_EMAIL: "owner@shop.example",
    BOOTSTRAP_ADMIN_PASSWORD: `Owner-${random(12)}`,
    BOOTSTRAP_API_KEY: `car_${random(32)}`,
    BOOTSTRAP_WRITE_KEY: `wk_${random()}`,
    DEMO: "0",
    ...options.env,
  };
  const env = { ...outerEnvironment(), ...known, PORT: String(port), DATA_DIR: dataDir };
  const url = `http://localhost:${port}`;
  let output = "";
  let child: ChildProcess | undefined;

  const start = async () => {
    const from = output.length;
    child = spawn(process.execPath, ["scripts/start.mjs"], {
      cwd: root,
      env,
      stdio: ["ignore", "pipe", "pipe"],
    });
    for (const stream of [child.stdout, child.stderr])
      stream?.on("data", (chunk: Buffer) => {
        output += chunk;
      });
    const until = Date.now() + (options.startWithinMs ?? 240_000);
    while (!output.slice(from).includes(ready)) {
      if (hasEnded(child)) throw new Error(`The app ended while starting:\n${output.slice(from)}`);
      if (Date.now() > until) throw new Error(`The app did not start in time:\n${output.slice(from)}`);
      await pause(50);
    }
  };
  const running = () =>
    JSON.parse(readFileSync(path.join(dataDir, "running.json"), "utf8")) as {
      pid: number;
      databaseUrl: string;
      processes: Record<string, number>;
    };
  const pidOf = (name: ProcessName) => {
    const pid = name === "supervisor" ? running().pid : running().processes[name];
    if (!pid) throw new Error(`${name} is not running`);
    return pid;
  };

  const app: App = {
    url,
    dataDir,
    apiKey: known.BOOTSTRAP_API_KEY,
    writeKey: known.BOOTSTRAP_WRITE_KEY,
    adminEmail: known.BOOTSTRAP_ADMIN_EMAIL,
    adminPassword: known.BOOTSTRAP_ADMIN_PASSWORD,
    output: () => output,
    databaseUrl: () => running().databaseUrl,
    pidOf,
    kill(name) {
      const pid = pidOf(name);
      const all = name === "postgres" ? [pid, ...childrenOf(pid)] : [pid];
      for (const one of all) killNow(one);
    },
    untilWell: (withinMs = 30_000) => untilWell(url, withinMs),
    startAgain: start,
    async stop() {
      if (!child || hasEnded(child)) return child?.exitCode ?? null;
      const current = child;
      const exited = new Promise<number | null>((resolve) => current.once("exit", resolve));
      current.kill("SIGTERM");
      return await exited;
    },
    async remove() {
      await app.stop();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
  try {
    await start();
  } catch (error) {
    await app.remove();
    throw error;
  }
  return app;
}

/** Runs `npm start` where it must refuse, and answers with what it said. */
export async function startRefused(
  env: Record<string, string>,
): Promise<{ code: number | null; output: string }> {
  const child = spawn(process.execPath, ["scripts/start.mjs"], {
    cwd: root,
    env: { ...outerEnvironment(), ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let output = "";
  for (const stream of [child.stdout, child.stderr])
    stream.on("data", (chunk: Buffer) => {
      output += chunk;
    });
  const code = await new Promise<number | null>((resolve) => child.once("close", resolve));
  return { code, output };
}

export async function newDataDir(): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), "carillon-app-"));
  // As root the database runs as another user, who must pass through.
  await chmod(folder, 0o755);
  return folder;
}

/** The machine's environment, without what the test runner added for itself. */
function outerEnvironment(): NodeJS.ProcessEnv {
  const own =
    /^(VITEST|NODE_ENV$|TZ$|PROCESS_NAME$|LOG_LEVEL$|TEST$|DATABASE_URL$|BOOTSTRAP_|PORT$|DATA_DIR$|APP_URL$|NEXTAUTH_|DEMO$)/;
  const kept = Object.entries(process.env).filter(([name]) => !own.test(name));
  return Object.fromEntries(kept) as NodeJS.ProcessEnv;
}

export const freePort = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const server = createServer();
    server.once("error", reject);
    server.listen(0, () => {
      const address = server.address();
      server.close(() => resolve(typeof address === "object" && address ? address.port : 0));
    });
  });

async function untilWell(url: string, withinMs: number): Promise<void> {
  const until = Date.now() + withinMs;
  for (let last = "no answer"; ; ) {
    try {
      const health = await fetch(`${url}/api/health`, { signal: AbortSignal.timeout(5_000) });
      const page = await fetch(`${url}/sign-in`, { signal: AbortSignal.timeout(10_000) });
      if (health.ok && page.ok) return;
      last = `health ${health.status}, page ${page.status}`;
    } catch (error) {
      last = String(error);
    }
    if (Date.now() > until) throw new Error(`The app did not recover in ${withinMs} ms: ${last}`);
    await pause(100);
  }
}

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
const hasEnded = (child: ChildProcess) => child.exitCode !== null || child.signalCode !== null;

function killNow(pid: number): void {
  try {
    process.kill(pid, "SIGKILL");
  } catch {
    // Already gone.
  }
}

/** Direct children, from /proc. */
function childrenOf(parent: number): number[] {
  return readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((pid) => {
      try {
        const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
        return Number(stat.slice(stat.lastIndexOf(")") + 2).split(" ")[1]) === parent;
      } catch {
        return false;
      }
    });
}
