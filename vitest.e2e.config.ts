import path from "node:path";
import { defineConfig } from "vitest/config";

/** Journeys through the whole product, built for production and started as people start it. */
export default defineConfig({
  resolve: { alias: { "@": path.resolve(import.meta.dirname) } },
  test: {
    include: ["tests/e2e/**/*.test.ts"],
    // One installation at a time: each is four processes.
    fileParallelism: false,
    testTimeout: 120_000,
    hookTimeout: 300_000,
    retry: process.env.CI ? 1 : 0,
    env: { TZ: "Asia/Kathmandu", NODE_ENV: "test", PROCESS_NAME: "test", LOG_LEVEL: "silent" },
  },
});
