/** Builds public/tracker.js. The result is committed: shops load it, and a test says when it is stale. */
import { writeFileSync } from "node:fs";
import path from "node:path";
import { build } from "esbuild";

const root = path.resolve(import.meta.dirname, "..");

export async function buildTracker(): Promise<string> {
  const result = await build({
    entryPoints: [path.join(root, "server/http/track/tracker/main.ts")],
    bundle: true,
    minify: true,
    write: false,
    format: "iife",
    // Browsers of the last six years.
    target: ["es2019"],
    legalComments: "none",
    tsconfigRaw: {},
  });
  return result.outputFiles[0]?.text ?? "";
}

if (process.argv[1] === import.meta.filename) {
  const code = await buildTracker();
  writeFileSync(path.join(root, "public/tracker.js"), code);
  console.log(`public/tracker.js: ${code.length} bytes`);
}
