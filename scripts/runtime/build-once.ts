/** Builds that are made once for each state of the sources, by one process at a time. */
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import path from "node:path";
import { StartFailure } from "./failure";
import { birthOf } from "./processes";
import { say } from "./say";
import { pause } from "./time";

const lockFile = ".build/lock";

export interface OnceBuilt {
  /** Remembers what was built. */
  stamp: string;
  /** Proof that the result is still there. */
  result: string;
  sources: string[];
  build(): Promise<void>;
}

/** Builds unless the result at hand is of these very sources. */
export async function buildOnce(what: OnceBuilt): Promise<void> {
  if (isCurrent(what)) return;
  const release = await takeBuildLock();
  try {
    // Another process may have built while we waited.
    if (isCurrent(what)) return;
    const hash = hashOf(what.sources);
    rmSync(what.stamp, { force: true });
    await what.build();
    writeFileSync(what.stamp, JSON.stringify({ hash }));
  } finally {
    release();
  }
}

function isCurrent({ stamp, result, sources }: OnceBuilt): boolean {
  if (!existsSync(stamp) || !existsSync(result)) return false;
  try {
    return (JSON.parse(readFileSync(stamp, "utf8")) as { hash?: string }).hash === hashOf(sources);
  } catch {
    return false;
  }
}

function hashOf(sources: string[]): string {
  const hash = createHash("sha256").update(process.versions.node.split(".")[0] ?? "");
  for (const source of sources)
    for (const file of filesOf(source)) hash.update(`\0${file}\0`).update(readFileSync(file));
  return hash.digest("hex");
}

function filesOf(at: string): string[] {
  if (!existsSync(at)) return [];
  if (statSync(at).isFile()) return [at];
  return readdirSync(at, { recursive: true, encoding: "utf8" })
    .filter((name) => !/\.test\.tsx?$/.test(name))
    .map((name) => path.join(at, name))
    .filter((file) => statSync(file).isFile())
    .sort();
}

/** Two starts at once (tests, a second installation from the same folder) must not build into one folder together. */
async function takeBuildLock(): Promise<() => void> {
  mkdirSync(path.dirname(lockFile), { recursive: true });
  const mine = JSON.stringify({ pid: process.pid, birth: birthOf(process.pid) });
  for (let waited = 0; ; waited++) {
    try {
      writeFileSync(lockFile, mine, { flag: "wx" });
      return () => rmSync(lockFile, { force: true });
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "EEXIST")
        throw new StartFailure(`The app cannot be built here: ${(error as Error).message}`);
    }
    if (isStale(lockFile)) rmSync(lockFile, { force: true });
    else if (waited % 40 === 0) say("Another process is building the app; waiting for it ...");
    await pause(250);
  }
}

function isStale(file: string): boolean {
  try {
    const { pid, birth } = JSON.parse(readFileSync(file, "utf8")) as { pid: number; birth?: string };
    return birthOf(pid) !== birth;
  } catch {
    // Half written: give its writer the time to finish.
    return false;
  }
}
