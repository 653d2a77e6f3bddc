/** Looking at and ending processes that are not our children: leftovers of an earlier run. */
import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync, readlinkSync, realpathSync } from "node:fs";
import { pause } from "./time";

export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return !isZombie(pid);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}

/** The fields of /proc/<pid>/stat after the command's name, which may itself hold spaces and brackets. */
function statFields(pid: number): string[] | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    return stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  } catch {
    return undefined;
  }
}

const isZombie = (pid: number): boolean => statFields(pid)?.[0] === "Z";

/** Tells one process from a later one with the same number (containers count from 1 again). */
export function birthOf(pid: number): string | undefined {
  if (process.platform === "linux") {
    const started = statFields(pid)?.[19];
    if (!started) return undefined;
    return `${readFileSync("/proc/sys/kernel/random/boot_id", "utf8").trim()}/${started}`;
  }
  if (process.platform === "win32") return isAlive(pid) ? "unknown" : undefined;
  try {
    return execFileSync("ps", ["-o", "lstart=", "-p", String(pid)], { encoding: "utf8" }).trim() || undefined;
  } catch {
    return undefined;
  }
}

/** PostgreSQL processes that work in this data directory (Linux; elsewhere only the postmaster's file tells). */
export function postgresProcessesIn(folder: string): number[] {
  if (process.platform !== "linux") return [];
  const real = realpathSync(folder);
  return readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((pid) => {
      try {
        return (
          readlinkSync(`/proc/${pid}/cwd`) === real &&
          readFileSync(`/proc/${pid}/comm`, "utf8").trim() === "postgres"
        );
      } catch {
        return false;
      }
    });
}

/** Sends the signal; true when none of them is left within the time. */
export async function endProcesses(
  pids: number[],
  signal: NodeJS.Signals,
  withinMs: number,
): Promise<boolean> {
  for (const pid of pids) {
    try {
      process.kill(pid, signal);
    } catch {
      // Gone by itself.
    }
  }
  const until = Date.now() + withinMs;
  while (pids.some(isAlive)) {
    if (Date.now() > until) return false;
    await pause(50);
  }
  return true;
}
