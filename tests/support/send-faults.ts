import { type ChildProcess, spawn } from "node:child_process";
import { rmSync } from "node:fs";
import path from "node:path";
import { createInterface } from "node:readline";
import { buildSync } from "esbuild";

/** Short, so that a test need not wait for a minute and a half. */
export const testLease = { seconds: 2, reserveSeconds: 0.9 };

/** A known mistake, put back: every attempt is a new one to the provider. */
export function withoutKeys(): () => void {
  const real = globalThis.fetch;
  globalThis.fetch = (input, init) => {
    const headers = new Headers(init?.headers);
    headers.delete("idempotency-key");
    return real(input, { ...init, headers });
  };
  return () => {
    globalThis.fetch = real;
  };
}

let bundled: string | undefined;
/** One file of our own code: a process that is killed a dozen times had better start quickly. */
function workerFile(): string {
  if (bundled) return bundled;
  const outfile = path.resolve(`node_modules/.cache/carillon/dispatch-worker-${process.pid}.mjs`);
  buildSync({
    entryPoints: ["tests/support/dispatch-worker.ts"],
    outfile,
    bundle: true,
    platform: "node",
    format: "esm",
    packages: "external",
    jsx: "automatic",
    logLevel: "error",
  });
  process.once("exit", () => rmSync(outfile, { force: true }));
  bundled = outfile;
  return outfile;
}

export interface WorkerOptions {
  databaseUrl: string;
  provider: "resend" | "smtp";
  providerUrl: string;
  crashPoint?: string;
  mutant?: "no-key";
}
/** Starts a sender as a process of its own; resolves when it begins to send. */
export async function startWorker(
  options: WorkerOptions,
): Promise<{ child: ChildProcess; gone: Promise<string | null> }> {
  const args = [
    options.databaseUrl,
    options.provider,
    options.providerUrl,
    options.crashPoint ?? "none",
    options.mutant ?? "",
  ];
  const child = spawn(process.execPath, [workerFile(), ...args], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const gone = new Promise<string | null>((resolve) =>
    child.once("exit", (_code, signal) => resolve(signal)),
  );
  await new Promise<void>((resolve, reject) => {
    child.once("exit", (code) => reject(new Error(`The sender ended with ${code} before it began.`)));
    if (child.stdout) createInterface(child.stdout).once("line", () => resolve());
  });
  return { child, gone };
}
