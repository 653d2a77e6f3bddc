import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { createInterface } from "node:readline";
import type { FakeBehaviour, FakeLogEntry } from "./fake-resend";

export interface FakeProvider {
  url: string;
  behave(behaviour: FakeBehaviour): Promise<void>;
  counters(): Promise<Record<string, number>>;
  /** Its own append-only log. */
  log(): FakeLogEntry[];
  stop(): Promise<void>;
}

/** Starts the fake provider as a process of its own. */
export async function startFakeResend(): Promise<FakeProvider> {
  const folder = mkdtempSync(path.join(tmpdir(), "carillon-provider-"));
  const file = path.join(folder, "accepted.jsonl");
  const child = spawn(process.execPath, ["--import", "tsx", "tests/support/fake-resend.ts", file], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const port = await firstLine(child);
  const url = `http://127.0.0.1:${port}`;
  return {
    url,
    behave: async (behaviour) => {
      await fetch(`${url}/control`, { method: "POST", body: JSON.stringify(behaviour) });
    },
    counters: async () => (await (await fetch(`${url}/control`)).json()) as Record<string, number>,
    log: () => {
      try {
        return readFileSync(file, "utf8")
          .trim()
          .split("\n")
          .filter(Boolean)
          .map((line) => JSON.parse(line) as FakeLogEntry);
      } catch {
        return [];
      }
    },
    stop: async () => {
      const gone = new Promise((resolve) => child.once("exit", resolve));
      child.kill("SIGKILL");
      await gone;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function firstLine(child: ChildProcess): Promise<number> {
  return new Promise((resolve, reject) => {
    child.once("exit", (code) => reject(new Error(`The provider ended with ${code} before it listened.`)));
    if (!child.stdout) return;
    createInterface(child.stdout).once("line", (line) =>
      resolve((JSON.parse(line) as { port: number }).port),
    );
  });
}
