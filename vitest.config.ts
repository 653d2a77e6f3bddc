import path from "node:path";
import { defineConfig } from "vitest/config";

const alias = {
  "@": path.resolve(import.meta.dirname),
  "server-only": path.resolve(import.meta.dirname, "tests/support/server-only.ts"),
};
// Far from UTC and not a whole hour: code that forgets the time zone fails.
const env = {
  TZ: "Asia/Kathmandu",
  NODE_ENV: "test" as const,
  PROCESS_NAME: "test",
  LOG_LEVEL: "silent",
  APP_SECRET: "a secret that only the tests know, long enough",
};

export default defineConfig({
  resolve: { alias },
  oxc: { jsx: { runtime: "automatic" } },
  test: {
    maxWorkers: 2,
    projects: [
      {
        extends: true,
        test: {
          name: "unit",
          include: ["{server,app,emails}/**/*.test.{ts,tsx}", "tests/{architecture,docs-links}.test.ts"],
          env,
        },
      },
      {
        extends: true,
        test: {
          name: "database",
          include: ["tests/{db,domain,api,http,jobs,engine}/**/*.test.ts"],
          globalSetup: ["tests/support/global-setup.ts"],
          testTimeout: 30_000,
          hookTimeout: 60_000,
          // Real engines and processes on a machine that others use too; what passes at the second try is told as such.
          retry: process.env.CI ? 1 : 0,
          env,
        },
      },
    ],
  },
});
