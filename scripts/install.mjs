/** Installs packages when node_modules does not hold what package-lock.json asks for. Plain Node, no packages. */
import { spawn } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";

const readPackages = (file) => {
  try {
    return JSON.parse(readFileSync(file, "utf8")).packages ?? {};
  } catch {
    return {};
  }
};

/** Names of locked packages that are absent or of another version. Optional ones depend on the platform. */
function missingPackages(root, withDevelopment) {
  const wanted = readPackages(path.join(root, "package-lock.json"));
  // npm writes this file last, so it describes a finished install only.
  const present = readPackages(path.join(root, "node_modules/.package-lock.json"));
  return Object.entries(wanted)
    .filter(
      ([name, entry]) => name && !entry.optional && !entry.devOptional && (withDevelopment || !entry.dev),
    )
    .filter(([name, entry]) =>
      entry.link ? !existsSync(path.join(root, name)) : present[name]?.version !== entry.version,
    )
    .map(([name]) => name)
    .filter((name) => name.startsWith("node_modules/"));
}

/** Returns a line that says what failed, or undefined. */
export async function installMissing({ withDevelopment, root = process.cwd() }) {
  const missing = missingPackages(root, withDevelopment);
  if (missing.length === 0) return undefined;
  const all = Object.keys(readPackages(path.join(root, "package-lock.json"))).filter((name) =>
    name.startsWith("node_modules/"),
  );
  console.log(
    `Installing ${missing.length} missing packages with npm ci (one to three minutes the first time) ...`,
  );
  const startedAt = Date.now();
  const seconds = () => Math.round((Date.now() - startedAt) / 1000);
  const ticker = setInterval(() => {
    const there = all.filter((name) => existsSync(path.join(root, name, "package.json"))).length;
    console.log(`  ${there} packages in place, ${seconds()} s`);
  }, 10_000);
  const { code, output } = await runNpm(root).finally(() => clearInterval(ticker));
  if (code !== 0) {
    console.error(output.trim().split("\n").slice(-15).join("\n"));
    return `npm ci failed (exit code ${code}); the lines above say why. Then run this again.`;
  }
  console.log(`Packages installed in ${seconds()} s.`);
  return undefined;
}

function runNpm(root) {
  // Everything in one go: `npm test` after `npm start` should not install again.
  const args = ["ci", "--include=dev", "--no-audit", "--no-fund", "--loglevel=error"];
  const own = process.env.npm_execpath;
  const [command, prefix] = own?.endsWith(".js") ? [process.execPath, [own]] : ["npm", []];
  return new Promise((resolve) => {
    const child = spawn(command, [...prefix, ...args], { cwd: root, stdio: ["ignore", "pipe", "pipe"] });
    let output = "";
    const keep = (chunk) => {
      output = (output + chunk).slice(-20_000);
    };
    child.stdout.on("data", keep);
    child.stderr.on("data", keep);
    child.once("error", (error) =>
      resolve({ code: 1, output: `npm could not be started: ${error.message}` }),
    );
    child.once("close", (code) => resolve({ code: code ?? 1, output }));
  });
}
