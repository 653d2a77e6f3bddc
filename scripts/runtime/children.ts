/** The processes under the supervisor: started again when they end by themselves, stopped in order at the end. */
import { type ChildProcess, spawn } from "node:child_process";
import { relay } from "./output";
import { complain } from "./say";
import { pause, settlesWithin } from "./time";

export interface ChildSpec {
  name: string;
  /** Arguments of this same Node. */
  args: string[];
  env: Record<string, string | undefined>;
}

export interface Child {
  name: string;
  pid(): number | undefined;
  /** How often it ended by itself since it was last steady. */
  failures(): number;
  /** Ends it without counting as a failure; it starts again at once. */
  restart(): void;
  /** Asks it to end, and makes it end after the grace. */
  stop(graceMs: number): Promise<void>;
}

const firstWaitMs = 250;
const longestWaitMs = 10_000;
/** Up this long: whatever happened before is forgiven. */
const steadyMs = 30_000;

export function keepRunning(spec: ChildSpec, onChange: () => void): Child {
  let child: ChildProcess | undefined;
  let stopping = false;
  let asked = false;
  let waitMs = firstWaitMs;
  let failures = 0;

  const start = () => {
    if (stopping) return;
    const startedAt = Date.now();
    const current = spawn(process.execPath, spec.args, {
      env: spec.env as NodeJS.ProcessEnv,
      // A group of its own: Ctrl-C goes to the supervisor, which stops the children in order. Over the ipc channel
      // a child sees us die, even by kill -9.
      detached: true,
      stdio: ["ignore", "pipe", "pipe", "ipc"],
    });
    child = current;
    relay(current.stdout, process.stdout);
    relay(current.stderr, process.stderr);
    current.once("error", (error) => complain(`${spec.name} could not be started: ${error.message}`));
    current.once("exit", (code, signal) => {
      if (stopping) return;
      if (asked) {
        asked = false;
        start();
        return;
      }
      if (Date.now() - startedAt > steadyMs) {
        waitMs = firstWaitMs;
        failures = 0;
      }
      failures += 1;
      complain(`${spec.name} ended (${signal ?? `exit code ${code}`}); starting it again.`);
      void pause(waitMs).then(start);
      waitMs = Math.min(waitMs * 2, longestWaitMs);
    });
    onChange();
  };
  start();

  const running = () => child && child.exitCode === null && child.signalCode === null;
  return {
    name: spec.name,
    pid: () => (running() ? child?.pid : undefined),
    failures: () => failures,
    restart() {
      if (!running()) return;
      asked = true;
      child?.kill("SIGTERM");
    },
    async stop(graceMs) {
      stopping = true;
      if (!child || !running()) return;
      const current = child;
      const exited = new Promise((resolve) => current.once("exit", resolve));
      current.kill("SIGTERM");
      if (await settlesWithin(exited, graceMs)) return;
      complain(`${spec.name} did not end in ${Math.round(graceMs / 1000)} s; ending it.`);
      current.kill("SIGKILL");
      await exited;
    },
  };
}
