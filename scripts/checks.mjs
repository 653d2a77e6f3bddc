/** The checks that need no tests: each is one command whose exit code says all. */
import { spawn } from "node:child_process";

const bin = (name) => `node_modules/${name}`;

const checks = [
  // Next writes the types of the routes there are now; what an older build left would be checked otherwise.
  { name: "routes", args: [bin("next/dist/bin/next"), "typegen"] },
  { name: "types", args: [bin("typescript/bin/tsc"), "--noEmit", "-p", "."] },
  { name: "build", args: ["--import", "tsx", "scripts/build.ts"] },
  { name: "lint", args: [bin("@biomejs/biome/bin/biome"), "check", "--error-on-warnings", "."] },
  {
    name: "architecture",
    args: [bin("vitest/vitest.mjs"), "run", "--project", "unit", "tests/architecture.test.ts"],
  },
];

/** Runs a Node program with its output shown; resolves with its exit code. */
export function runNode(args, env = {}) {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, args, {
      stdio: ["ignore", "inherit", "inherit"],
      env: { ...process.env, ...env },
    });
    child.once("error", () => resolve(1));
    child.once("close", (code) => resolve(code ?? 1));
  });
}

export async function runChecks(names) {
  const results = [];
  for (const { name, args } of checks.filter((check) => names.includes(check.name))) {
    console.log(`\n${name}`);
    const passed = (await runNode(args)) === 0;
    console.log(passed ? `  ${name}: ok` : `  ${name}: FAILED`);
    results.push({ name, passed });
  }
  return results;
}
