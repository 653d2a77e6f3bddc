/** Where the installation keeps its own things, and the lock that keeps two supervisors apart. */
import {
  accessSync,
  chmodSync,
  constants,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import path from "node:path";
import { StartFailure } from "./failure";
import { birthOf } from "./processes";
import { pause } from "./time";

export interface Running {
  pid: number;
  birth: string;
  port: number;
  isStopping?: boolean;
}

export interface Folders {
  data: string;
  postgres: string;
  secrets: string;
  lock: string;
}

export function openFolders(dataDir: string): Folders {
  const data = path.resolve(dataDir);
  try {
    mkdirSync(data, { recursive: true });
    accessSync(data, constants.W_OK | constants.X_OK);
    const probe = path.join(data, `.probe-${process.pid}`);
    writeFileSync(probe, "");
    rmSync(probe);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new StartFailure(
      `DATA_DIR ${data} is not writable (${code ?? "unknown error"}). Give this user the right to write there, or set DATA_DIR to another folder.`,
    );
  }
  return {
    data,
    postgres: path.join(data, "pg"),
    secrets: path.join(data, "secrets.json"),
    lock: path.join(data, "running.json"),
  };
}

/** An earlier supervisor that is just stopping is waited for; one that runs is left its folder. */
const stoppingMs = 30_000;
/** Long enough to notice that the npm around it is gone. */
const noticingMs = 2_000;

export async function untilFree(folders: Folders): Promise<void> {
  for (let waited = 0; ; waited += 100) {
    const other = readLock(folders.lock);
    if (!other || other.pid === process.pid || birthOf(other.pid) !== other.birth) return;
    if (waited > (other.isStopping ? stoppingMs : noticingMs))
      throw new StartFailure(
        `Carillon already runs with DATA_DIR ${folders.data} (process ${other.pid}, port ${other.port}). Stop it first, or set another DATA_DIR.`,
      );
    await pause(100);
  }
}

/** One supervisor per data folder. A lock left by a killed one does not count. */
export function takeLock(folders: Folders, port: number): { stopping(): void; release(): void } {
  const mine: Running = { pid: process.pid, birth: birthOf(process.pid) ?? "unknown", port };
  replaceFile(folders.lock, JSON.stringify(mine));
  const isMine = () => readLock(folders.lock)?.pid === process.pid;
  return {
    stopping() {
      if (isMine()) replaceFile(folders.lock, JSON.stringify({ ...mine, isStopping: true }));
    },
    release() {
      if (isMine()) rmSync(folders.lock, { force: true });
    },
  };
}

function readLock(file: string): Running | undefined {
  try {
    return JSON.parse(readFileSync(file, "utf8")) as Running;
  } catch {
    return undefined;
  }
}

/** Replaces a private file in one go: a reader sees the old or the new one, a crash leaves either. */
export function replaceFile(file: string, content: string): void {
  const aside = `${file}.new`;
  writeFileSync(aside, content, { mode: 0o600 });
  renameSync(aside, file);
}

/**
 * As root, PostgreSQL runs as a lesser user, who must be able to pass through the folders above its own. Adds just
 * that right (search, not list), and says which folders were changed.
 */
export function letOthersPass(folder: string): string[] {
  const changed: string[] = [];
  for (let at = path.resolve(folder); at !== path.dirname(at); at = path.dirname(at)) {
    const { mode } = statSync(at);
    if ((mode & 0o001) !== 0) continue;
    chmodSync(at, (mode & 0o7777) | 0o001);
    changed.push(at);
  }
  return changed;
}
