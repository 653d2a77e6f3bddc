#!/usr/bin/env node
/**
 * `npm test`: everything. Types and lint, unit and database tests, then the production build and the journeys
 * through it in a browser. The last line is `N passed, N failed`; the exit code is 0 only when nothing failed.
 */
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { runChecks, runNode } from "./checks.mjs";
import { installMissing } from "./install.mjs";
import { nodeProblem } from "./node-version.mjs";

process.chdir(path.resolve(path.dirname(fileURLToPath(import.meta.url)), ".."));
const problem = nodeProblem() ?? (await installMissing({ withDevelopment: true }));
if (problem) {
  console.error(problem);
  console.log("0 passed, 1 failed");
  process.exit(1);
}

const reports = mkdtempSync(path.join(tmpdir(), "carillon-reports-"));
const startedAt = Date.now();
const total = { passed: 0, failed: 0 };

await runPart(["routes", "types", "lint"]);
await runSuite("Unit and database tests", "tests", []);
// Built apart from the journeys, so that a slow machine is no failed test.
await runPart(["build"]);
await runSuite("Journeys through the production build", "e2e", ["--config", "vitest.e2e.config.ts"]);

rmSync(reports, { recursive: true, force: true });
console.log(`\nAll of it took ${Math.round((Date.now() - startedAt) / 1000)} s.`);
console.log(`${total.passed} passed, ${total.failed} failed`);
process.exit(total.failed === 0 ? 0 : 1);

async function runPart(names) {
  for (const check of await runChecks(names)) total[check.passed ? "passed" : "failed"] += 1;
}

async function runSuite(title, name, args) {
  console.log(`\n${title}`);
  const report = path.join(reports, `${name}.json`);
  const code = await runNode([
    "node_modules/vitest/vitest.mjs",
    "run",
    ...args,
    "--reporter=default",
    "--reporter=json",
    `--outputFile.json=${report}`,
  ]);
  const { passed, failed } = countsOf(report);
  total.passed += passed;
  // A file that cannot be loaded, or a leak after the last test, fails the run without failing a test.
  total.failed += failed === 0 && code !== 0 ? 1 : failed;
}

function countsOf(report) {
  try {
    const { numPassedTests, numFailedTests, testResults } = JSON.parse(readFileSync(report, "utf8"));
    const broken = testResults.filter(
      (file) => file.status === "failed" && file.assertionResults.every((one) => one.status !== "failed"),
    );
    return { passed: numPassedTests, failed: numFailedTests + broken.length };
  } catch {
    return { passed: 0, failed: 1 };
  }
}
