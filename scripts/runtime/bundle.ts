/** The server processes as plain JavaScript in .build/: they start in a fraction of a second, without a loader. */
import { mkdirSync, renameSync, writeFileSync } from "node:fs";
import path from "node:path";
import { type BuildOptions, build, context } from "esbuild";
import { buildOnce } from "./build-once";
import { StartFailure } from "./failure";

export const entries = ["gateway", "worker", "prepare"] as const;
export type Entry = (typeof entries)[number];

export const bundleOf = (entry: Entry): string => `.build/${entry}.js`;

const options: BuildOptions = {
  entryPoints: entries.map((entry) => `server/main/${entry}.ts`),
  outdir: ".build",
  bundle: true,
  format: "esm",
  platform: "node",
  target: "node20",
  packages: "external",
  // Next alone understands this marker; elsewhere it would throw.
  alias: { "server-only": "./scripts/runtime/server-only.ts" },
  sourcemap: true,
  logLevel: "silent",
};

export const bundleServerOnce = (): Promise<void> =>
  buildOnce({
    stamp: ".build/stamp.json",
    result: bundleOf("gateway"),
    sources: ["server", "emails", "package-lock.json", "tsconfig.json", "scripts/runtime/bundle.ts"],
    build: bundleServer,
  });

/** Each file is replaced in one go: a process that starts at this moment reads the old or the new one. */
async function bundleServer(): Promise<void> {
  try {
    const { outputFiles } = await build({ ...options, write: false });
    for (const file of outputFiles) {
      const aside = `${file.path}.${process.pid}`;
      mkdirSync(path.dirname(file.path), { recursive: true });
      writeFileSync(aside, file.contents);
      renameSync(aside, file.path);
    }
  } catch (error) {
    throw new StartFailure(`The server could not be built: ${(error as Error).message}`);
  }
}

/** Builds again at each change; `onBuilt` runs after each build but the first, which this waits for. */
export async function watchServer(
  onBuilt: () => void,
  onError: (message: string) => void,
): Promise<() => Promise<void>> {
  let first = true;
  const watcher = await context({
    ...options,
    plugins: [
      {
        name: "announce",
        setup(build) {
          build.onEnd((result) => {
            if (result.errors.length > 0) onError(result.errors.map((error) => error.text).join("\n"));
            else if (!first) onBuilt();
            first = false;
          });
        },
      },
    ],
  });
  await watcher.watch();
  while (first) await new Promise((resolve) => setTimeout(resolve, 20));
  return () => watcher.dispose();
}
