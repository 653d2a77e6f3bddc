#!/usr/bin/env node
/**
 * `npm start`: the whole product with one command. Plain Node, because nothing may be installed yet: checks Node,
 * installs what is missing, then hands over to the TypeScript supervisor in this same process.
 */
import path from "node:path";
import { fileURLToPath } from "node:url";
import { installMissing } from "./install.mjs";
import { nodeProblem } from "./node-version.mjs";

const problem = nodeProblem();
if (problem) {
  console.error(problem);
  process.exit(1);
}
process.chdir(path.resolve(path.dirname(fileURLToPath(import.meta.url)), ".."));

// Until the supervisor takes the signals over, there is nothing to stop cleanly.
const leave = (signal) => process.exit(signal === "SIGINT" ? 130 : 143);
process.once("SIGINT", leave);
process.once("SIGTERM", leave);

const failure = await installMissing({ withDevelopment: process.argv.includes("--dev") });
if (failure) {
  console.error(failure);
  process.exit(1);
}
process.removeListener("SIGINT", leave);
process.removeListener("SIGTERM", leave);

const { register } = await import("tsx/esm/api");
register();
const { supervise } = await import("./supervisor.ts");
await supervise({ dev: process.argv.includes("--dev") });
