/**
 * The product's own PostgreSQL: real binaries from npm, data under DATA_DIR, a process group of its own so that
 * Ctrl-C in a terminal does not stop it before its clients.
 *
 * After a crash of ours a server or some of its backends may still run in the data folder. They are ended before a
 * new one starts: two servers on one folder would destroy it, and PostgreSQL recovers from any such end by itself.
 */
import { type ChildProcess, spawn } from "node:child_process";
import {
  closeSync,
  existsSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  statfsSync,
  statSync,
} from "node:fs";
import { totalmem } from "node:os";
import path from "node:path";
import postgres from "postgres";
import { oneLine, StartFailure } from "./failure";
import type { Folders } from "./folders";
import { freePort } from "./free-port";
import {
  type Binaries,
  chooseUser,
  createCluster,
  findBinaries,
  openPaths,
  type RunAs,
  serverEnvironment,
  superuser,
} from "./postgres-files";
import { birthOf, endProcesses, postgresProcessesIn } from "./processes";
import { complain, say } from "./say";
import { pause, settlesWithin } from "./time";

const database = "carillon";
/** Above this the log of earlier starts is set aside. */
const largestLog = 10 * 2 ** 20;

export interface OwnPostgres {
  url: string;
  pid(): number | undefined;
  stop(): Promise<void>;
}

export interface PostgresOptions {
  /** Runs after the server had to be started again. */
  onRelaunch?: () => void;
  /** For tests: nothing survives a crash, everything is quicker, and Ctrl-C in the terminal ends it too. */
  throwAway?: boolean;
}

interface Server {
  throwAway: boolean;
  binaries: Binaries;
  user: RunAs;
  folder: string;
  log: string;
  port: number;
  password: string;
}

/** Starts the server, keeps it running, and answers with its address once it takes connections. */
export async function startOwnPostgres(
  folders: Folders,
  password: string,
  options: PostgresOptions = {},
): Promise<OwnPostgres> {
  const binaries = await findBinaries();
  const user = chooseUser(folders.postgres);
  openPaths(folders.postgres, binaries, user);
  if (!existsSync(path.join(folders.postgres, "PG_VERSION")))
    createCluster(folders.postgres, binaries, user, password);
  const server: Server = {
    throwAway: options.throwAway ?? false,
    binaries,
    user,
    folder: folders.postgres,
    log: path.join(folders.data, "postgres.log"),
    port: await freePort(),
    password,
  };
  let child = await launch(server);
  let stopping = false;
  const keepRunning = (started: ChildProcess) =>
    started.once("exit", () => {
      if (!stopping) void relaunch();
    });
  const relaunch = async () => {
    for (let wait = 200; !stopping; wait = Math.min(wait * 2, 10_000)) {
      complain("PostgreSQL ended unexpectedly; starting it again.");
      try {
        child = await launch(server);
        keepRunning(child);
        options.onRelaunch?.();
        return;
      } catch (error) {
        complain(oneLine(error));
        await pause(wait);
      }
    }
  };
  keepRunning(child);
  return {
    url: addressOf(server, database),
    pid: () => child.pid,
    async stop() {
      stopping = true;
      await stopServer(child);
    },
  };
}

const addressOf = (server: Server, name: string) =>
  `postgres://${superuser}:${encodeURIComponent(server.password)}@127.0.0.1:${server.port}/${name}`;

async function launch(server: Server): Promise<ChildProcess> {
  await clearLeftovers(server.folder);
  if (existsSync(server.log) && statSync(server.log).size > largestLog)
    renameSync(server.log, `${server.log}.1`);
  const log = openSync(server.log, "a", 0o600);
  const child = spawn(
    server.binaries.postgres,
    ["-D", server.folder, "-p", String(server.port), ...settings(server.throwAway)],
    {
      ...server.user,
      detached: !server.throwAway,
      stdio: ["ignore", log, log],
      env: serverEnvironment(),
    },
  );
  closeSync(log);
  await untilReady(server, child);
  return child;
}

/** Ends what an earlier run left in this data folder, and removes its pid file once it is certainly stale. */
async function clearLeftovers(folder: string): Promise<void> {
  const pidFile = path.join(folder, "postmaster.pid");
  const postmaster = existsSync(pidFile) ? Number(readFileSync(pidFile, "utf8").split("\n")[0]) : 0;
  const left = new Set(postgresProcessesIn(folder));
  // Without /proc only the file tells; a reused number is no postgres then, and its start is not before the file's.
  if (process.platform !== "linux" && postmaster > 0 && startedBefore(postmaster, pidFile))
    left.add(postmaster);
  if (left.size > 0) {
    say("Ending what is left of an earlier PostgreSQL ...");
    const leader = left.has(postmaster) ? [postmaster] : [...left];
    const gone =
      (await endProcesses(leader, "SIGINT", 15_000)) && (await endProcesses([...left], "SIGQUIT", 3_000));
    if (!gone && !(await endProcesses([...left], "SIGKILL", 5_000)))
      throw new StartFailure(
        `A PostgreSQL of an earlier run does not end (processes ${[...left].join(", ")}). End it, then start again.`,
      );
  }
  rmSync(pidFile, { force: true });
}

function startedBefore(pid: number, pidFile: string): boolean {
  const startedAt = Number(readFileSync(pidFile, "utf8").split("\n")[2]) * 1000;
  const born = Date.parse(birthOf(pid) ?? "");
  return Number.isFinite(born) && Math.abs(born - startedAt) < 5_000;
}

async function untilReady(server: Server, child: ChildProcess): Promise<void> {
  let ended: string | undefined;
  child.once("exit", (code, signal) => {
    ended = signal ?? `exit code ${code}`;
  });
  child.once("error", (error) => {
    ended = error.message;
  });
  for (let waitedMs = 0; ; waitedMs += 100) {
    if (ended !== undefined)
      throw new StartFailure(
        `PostgreSQL did not start (${ended}): ${lastWords(server.log)} See ${server.log}.`,
      );
    if (await createDatabase(server)) return;
    if (waitedMs > 0 && waitedMs % 10_000 === 0) say("  PostgreSQL is recovering ...");
    await pause(100);
  }
}

/** True when the server takes connections; makes the database on the way. */
async function createDatabase(server: Server): Promise<boolean> {
  const client = postgres(addressOf(server, "postgres"), { max: 1, connect_timeout: 5, onnotice: () => {} });
  try {
    const found = await client`select 1 from pg_database where datname = ${database}`;
    if (found.length === 0) await client.unsafe(`create database ${database}`);
    return true;
  } catch (error) {
    const { code } = error as { code?: string };
    if (code === "28P01" || code === "28000")
      throw new StartFailure(
        "The database does not accept the password in secrets.json. Put the secrets.json that belongs to it back from your backup.",
      );
    return false;
  } finally {
    await client.end({ timeout: 1 });
  }
}

function lastWords(log: string): string {
  const lines = readFileSync(log, "utf8").trim().split("\n");
  return lines.filter((line) => /FATAL|PANIC|ERROR/.test(line)).at(-1) ?? lines.at(-1) ?? "";
}

/** Fast shutdown (clients are disconnected, everything is written); a hard one if that takes too long. */
async function stopServer(child: ChildProcess): Promise<void> {
  if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
  const exited = new Promise((resolve) => child.once("exit", resolve));
  child.kill("SIGINT");
  if (await settlesWithin(exited, 15_000)) return;
  child.kill("SIGQUIT");
  await settlesWithin(exited, 5_000);
}

/** For a machine the server shares with the app. Commits stay durable: synchronous_commit is left on. */
function settings(throwAway: boolean): string[] {
  const constrained = process.constrainedMemory?.() ?? 0;
  const memory = constrained > 0 ? Math.min(constrained, totalmem()) : totalmem();
  const megabytes = (share: number, least: number, most: number) =>
    `${Math.max(least, Math.min(most, Math.floor((memory * share) / 2 ** 20)))}MB`;
  const values: Record<string, string> = {
    listen_addresses: "127.0.0.1",
    unix_socket_directories: "",
    max_connections: "120",
    shared_buffers: megabytes(1 / 8, 64, 1024),
    effective_cache_size: megabytes(1 / 2, 256, 16_384),
    work_mem: "16MB",
    maintenance_work_mem: megabytes(1 / 32, 32, 256),
    wal_compression: "on",
    max_wal_size: "2GB",
    checkpoint_timeout: "15min",
    random_page_cost: "1.1",
    // Set statements are short and many; compiling them costs more than it saves.
    jit: "off",
    autovacuum_naptime: "20s",
    timezone: "UTC",
    log_timezone: "UTC",
    log_min_messages: "warning",
    // The file keeps errors of the server; those of a statement belong to the app's log.
    log_min_error_statement: "fatal",
    dynamic_shared_memory_type: roomyShm() ? "posix" : "mmap",
    ...(throwAway
      ? {
          fsync: "off",
          synchronous_commit: "off",
          full_page_writes: "off",
          max_connections: "200",
          shared_buffers: "128MB",
        }
      : {}),
  };
  return Object.entries(values).flatMap(([name, value]) => ["-c", `${name}=${value}`]);
}

/** Containers often get 64 MB of /dev/shm, too little for parallel queries. */
function roomyShm(): boolean {
  if (process.platform !== "linux") return true;
  try {
    const { bavail, bsize } = statfsSync("/dev/shm");
    return bavail * bsize >= 512 * 2 ** 20;
  } catch {
    return false;
  }
}
