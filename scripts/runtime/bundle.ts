/** The server processes as plain JavaScript in .build/: they start in a fraction of a second, without a loader. */
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { type BuildOptions, build, context, type Plugin } from "esbuild";
import { buildOnce } from "./build-once";
import { StartFailure } from "./failure";

export const entries = ["gateway", "worker", "prepare"] as const;
export type Entry = (typeof entries)[number];

export const bundleOf = (entry: Entry): string => `.build/${entry}.js`;

const require = createRequire(import.meta.url);

/** `package/folder` means `package/folder/index.js` to every bundler and test runner, but not to Node's own modules. */
const wholePaths: Plugin = {
  name: "whole-paths",
  setup(build) {
    build.onResolve({ filter: /^(@[^/]+\/)?[a-z][^/:]*\/.+/ }, ({ path: name, kind }) => {
      if (kind !== "import-statement" && kind !== "dynamic-import") return undefined;
      const [scope = "", inner = "", ...rest] = name.split("/");
      const owner = scope.startsWith("@") ? `${scope}/${inner}` : scope;
      const inside = scope.startsWith("@") ? rest.join("/") : [inner, ...rest].join("/");
      const manifest = path.resolve("node_modules", owner, "package.json");
      if (!inside || !existsSync(manifest)) return undefined;
      // A package with an export map says itself what each name means.
      if ((JSON.parse(readFileSync(manifest, "utf8")) as { exports?: unknown }).exports) return undefined;
      const file = path.relative(
        path.dirname(manifest),
        require.resolve(path.join(path.dirname(manifest), inside)),
      );
      return { path: `${owner}/${file}`, external: true };
    });
  },
};

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
  plugins: [wholePaths],
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
      wholePaths,
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
