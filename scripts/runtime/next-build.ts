/** `next build`, once for each state of the sources. */
import { type ChildProcess, spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import path from "node:path";
import { createInterface } from "node:readline";
import { pause, StartFailure } from "./failure";
import { birthOf } from "./processes";
import { say, step } from "./say";

/** What the built app depends on. */
const sources = [
  "app",
  "server",
  "emails",
  "public",
  "vendor",
  "package-lock.json",
  "next.config.ts",
  "postcss.config.mjs",
  "tsconfig.json",
  "proxy.ts",
  "instrumentation.ts",
];
const stamp = ".next/carillon-build.json";
const lockFile = ".build/next-build.lock";
const nextCli = "node_modules/next/dist/bin/next";

/** Builds unless the build at hand is of these very sources. */
export async function buildNextOnce(env: Record<string, string | undefined>): Promise<void> {
  if (isCurrent()) return;
  const release = await takeBuildLock();
  try {
    // Another process may have built while we waited.
    if (isCurrent()) return;
    const hash = hashOfSources();
    rmSync(stamp, { force: true });
    await step("Building the app (about a minute, only when its code has changed)", () => runBuild(env));
    writeFileSync(stamp, JSON.stringify({ hash }));
  } finally {
    release();
  }
}

function isCurrent(): boolean {
  if (!existsSync(stamp) || !existsSync(".next/BUILD_ID")) return false;
  try {
    return (JSON.parse(readFileSync(stamp, "utf8")) as { hash?: string }).hash === hashOfSources();
  } catch {
    return false;
  }
}

export function hashOfSources(): string {
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

async function runBuild(env: Record<string, string | undefined>): Promise<void> {
  const child = spawn(process.execPath, [nextCli, "build"], {
    env: env as NodeJS.ProcessEnv,
    stdio: ["ignore", "pipe", "pipe"],
  });
  const stopWithUs = () => child.kill("SIGTERM");
  process.once("exit", stopWithUs);
  const output: string[] = [];
  listen(child, (line) => {
    output.push(line);
    if (
      /Compiled successfully|Finished TypeScript|Collecting page data|Generating static pages (using|\()/.test(
        line,
      )
    )
      say(`  ${line.trim().replace(/^✓ /, "")}`);
  });
  const code = await new Promise<number>((resolve) => {
    child.once("error", () => resolve(1));
    child.once("close", (exitCode) => resolve(exitCode ?? 1));
  });
  process.removeListener("exit", stopWithUs);
  if (code === 0) return;
  throw new StartFailure(`The app could not be built:\n${output.slice(-40).join("\n")}`);
}

function listen(child: ChildProcess, onLine: (line: string) => void): void {
  for (const stream of [child.stdout, child.stderr])
    if (stream) createInterface({ input: stream }).on("line", onLine);
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
