/**
 * Brings the whole product up on one machine and keeps it up: database, migrations, first-run set-up, demo data,
 * build, then gateway, Next and worker. Everything it needs is either given by environment or made under DATA_DIR.
 */
import { bundleOf, bundleServerOnce, watchServer } from "./runtime/bundle";
import { type Child, keepRunning } from "./runtime/children";
import { checkExternalDatabase, maskPassword } from "./runtime/external-database";
import { oneLine, StartFailure } from "./runtime/failure";
import { openFolders, replaceFile, takeLock, untilFree } from "./runtime/folders";
import { checkPublicPort, freePort } from "./runtime/free-port";
import { untilHealthy } from "./runtime/health";
import { childEnvironment, type Installation, readInstallation } from "./runtime/installation";
import { buildNextOnce } from "./runtime/next-build";
import { type OwnPostgres, startOwnPostgres } from "./runtime/postgres";
import { prepareDatabase } from "./runtime/prepare";
import { complain, say, step } from "./runtime/say";
import { checkGivenSecrets, loadSecrets } from "./runtime/secrets";
import { welcome } from "./runtime/welcome";

/** Clients finish what they do within this; the database has its own time after them. */
const drainMs = 8_000;
/** A process that ends this often before all is well will not get well by itself. */
const hopeless = 4;

/** What is up so far, in the order in which it came up. Undone from the end. */
interface Undo {
  what: string;
  run(): Promise<void> | void;
}

export async function supervise({ dev }: { dev: boolean }): Promise<void> {
  const undo: Undo[] = [];
  const stop = stopper(undo);
  process.on("SIGINT", () => stop.onSignal(130));
  process.on("SIGTERM", () => stop.onSignal(0));
  process.on("SIGHUP", () => stop.onSignal(0));
  stopWithNpm(stop);
  try {
    await bringUp(dev, undo, stop);
  } catch (error) {
    if (stop.stopping()) return;
    complain(error instanceof StartFailure ? oneLine(error) : String((error as Error)?.stack ?? error));
    await stop.finish(1);
  }
}

async function bringUp(dev: boolean, undo: Undo[], stop: Stopper): Promise<void> {
  const startedAt = Date.now();
  checkGivenSecrets(process.env);
  const wanted = wantedPort();
  await checkEnvironment();
  const folders = openFolders(process.env.DATA_DIR || ".data");
  await untilFree(folders);
  const port = await checkPublicPort(wanted);
  const lock = takeLock(folders, port);
  undo.push({ what: "lock", run: lock.release });
  stop.whenStopping(lock.stopping);
  const secrets = loadSecrets(folders);
  let own: OwnPostgres | undefined;
  const note = { running: () => {} };
  if (process.env.DATABASE_URL) {
    await step(`Checking the database ${maskPassword(process.env.DATABASE_URL)}`, () =>
      checkExternalDatabase(process.env.DATABASE_URL ?? ""),
    );
  } else {
    say("Starting PostgreSQL ...");
    own = await startOwnPostgres(folders, secrets.postgresPassword, { onRelaunch: () => note.running() });
    const server = own;
    undo.push({ what: "PostgreSQL", run: () => server.stop() });
  }
  const installation = readInstallation({
    folders,
    port,
    nextPort: await freePort(),
    secrets,
    databaseUrl: own?.url,
    dev,
  });
  if (stop.stopping()) return;

  const rebuilt: { onBuilt: () => void } = { onBuilt: () => {} };
  if (dev) {
    const unwatch = await watchServer(() => rebuilt.onBuilt(), complain);
    undo.push({ what: "watcher", run: unwatch });
  } else await bundleServerOnce();
  const { needsSetUp } = await prepareDatabase(installation);
  if (stop.stopping()) return;
  if (!dev) await buildNextOnce(childEnvironment(installation, "next"));
  if (stop.stopping()) return;

  const children: Children = {};
  note.running = () => noteRunning(installation, children, own);
  startChildren(installation, children, note.running, undo);
  rebuilt.onBuilt = () => {
    say("Server code changed; restarting gateway and worker.");
    children.gateway?.restart();
    children.worker?.restart();
  };
  await untilHealthy(port, {
    withinMs: 120_000,
    withPage: !dev,
    isHopeless: () => Object.values(children).find((child) => child.failures() >= hopeless)?.name,
  });
  if (stop.stopping()) return;
  welcome(installation, needsSetUp, Math.round((Date.now() - startedAt) / 1000));
}

/** npm runs us in a shell and sends SIGTERM to that shell only: when it has gone, the order was meant for us. */
function stopWithNpm(stop: Stopper): void {
  if (!process.env.npm_lifecycle_event) return;
  const shell = process.ppid;
  const watch = setInterval(() => {
    if (process.ppid === shell) return;
    clearInterval(watch);
    stop.onSignal(0);
  }, 500);
  watch.unref();
}

/** The variables as the processes will read them: a wrong one is told now, not by four of them later. */
async function checkEnvironment(): Promise<void> {
  try {
    await import("../server/platform/env");
  } catch (error) {
    throw new StartFailure(oneLine(error));
  }
}

function wantedPort(): number {
  const text = process.env.PORT || "3000";
  const port = Number(text);
  if (!Number.isInteger(port) || port < 0 || port > 65_535)
    throw new StartFailure(`PORT must be a number from 0 to 65535; it is ${JSON.stringify(text)}.`);
  return port;
}

type Children = Partial<Record<"worker" | "next" | "gateway", Child>>;

function startChildren(
  installation: Installation,
  children: Children,
  onChange: () => void,
  undo: Undo[],
): void {
  const { nextPort, dev } = installation;
  const next = [
    "node_modules/next/dist/bin/next",
    dev ? "dev" : "start",
    "-H",
    "127.0.0.1",
    "-p",
    String(nextPort),
  ];
  const specs = {
    worker: ["--enable-source-maps", bundleOf("worker")],
    // Longer than the gateway keeps its connections, so that none is closed under a request.
    next: [
      "--import",
      "./scripts/runtime/leash.mjs",
      ...next,
      ...(dev ? [] : ["--keepAliveTimeout", "75000"]),
    ],
    gateway: ["--enable-source-maps", bundleOf("gateway")],
  };
  for (const name of ["worker", "next", "gateway"] as const) {
    const child = keepRunning(
      { name, args: specs[name], env: childEnvironment(installation, name) },
      onChange,
    );
    children[name] = child;
    undo.push({ what: name, run: () => child.stop(drainMs) });
  }
  onChange();
}

/** Tells scripts and tests what runs where. Holds the database's password, hence 0600 like the lock it replaces. */
function noteRunning(installation: Installation, children: Children, own: OwnPostgres | undefined): void {
  const { lock, port, databaseUrl, appUrl } = { ...installation, lock: installation.folders.lock };
  const pids = Object.fromEntries(Object.entries(children).map(([name, child]) => [name, child.pid()]));
  const note = {
    ...installation.identity,
    port,
    url: appUrl,
    databaseUrl,
    processes: { ...pids, postgres: own?.pid() },
  };
  replaceFile(lock, `${JSON.stringify(note, null, 2)}\n`);
}

interface Stopper {
  stopping(): boolean;
  whenStopping(run: () => void): void;
  onSignal(exitCode: number): void;
  finish(exitCode: number): Promise<void>;
}

/** Stops everything from the last started to the first; a second signal does not wait. */
function stopper(undo: Undo[]): Stopper {
  let stopping = false;
  let announce = () => {};
  const finish = async (exitCode: number) => {
    stopping = true;
    announce();
    for (let next = undo.pop(); next; next = undo.pop()) {
      try {
        await next.run();
      } catch (error) {
        complain(`${next.what} could not be stopped: ${oneLine(error)}`);
      }
    }
    process.exit(exitCode);
  };
  return {
    stopping: () => stopping,
    whenStopping(run) {
      announce = run;
    },
    onSignal(exitCode) {
      if (stopping) {
        complain("Ending at once.");
        process.exit(exitCode || 1);
      }
      say("Stopping ...");
      void finish(exitCode);
    },
    finish,
  };
}
