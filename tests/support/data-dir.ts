import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll } from "vitest";
import { env } from "@/server/platform/env";

/** Files of this test go to a folder of their own, removed afterwards. */
export function scratchDataDir(): string {
  const before = env.DATA_DIR;
  const folder = mkdtempSync(path.join(tmpdir(), "carillon-files-"));
  env.DATA_DIR = folder;
  afterAll(() => {
    env.DATA_DIR = before;
    rmSync(folder, { recursive: true, force: true });
  });
  return folder;
}
