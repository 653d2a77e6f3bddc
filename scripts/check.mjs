#!/usr/bin/env node
/** `npm run check`: types, lint and architecture; a few seconds. */
import { runChecks } from "./checks.mjs";
import { installMissing } from "./install.mjs";

const failure = await installMissing({ withDevelopment: true });
if (failure) {
  console.error(failure);
  process.exit(1);
}
const results = await runChecks(["routes", "types", "lint", "architecture"]);
process.exit(results.every((result) => result.passed) ? 0 : 1);
