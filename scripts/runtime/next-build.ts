/** `next build`. */
import { type ChildProcess, spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { buildOnce } from "./build-once";
import { StartFailure } from "./failure";
import { say, step } from "./say";

const nextCli = "node_modules/next/dist/bin/next";

export const buildNextOnce = (env: Record<string, string | undefined>): Promise<void> =>
  buildOnce({
    stamp: ".next/carillon-build.json",
    result: ".next/BUILD_ID",
    sources: [
      "app",
      "server",
      "emails",
      "public",
      "vendor",
      "package-lock.json",
      "next.config.ts",
      "postcss.config.mjs",
      "tsconfig.json",
      "proxy.ts",
    ],
    build: () =>
      step("Building the app (about a minute, only when its code has changed)", () => runBuild(env)),
  });

async function runBuild(env: Record<string, string | undefined>): Promise<void> {
  const child = spawn(process.execPath, [nextCli, "build"], {
    env: env as NodeJS.ProcessEnv,
    stdio: ["ignore", "pipe", "pipe"],
  });
  const stopWithUs = () => child.kill("SIGTERM");
  process.once("exit", stopWithUs);
  const output: string[] = [];
  listen(child, (line) => {
    output.push(line);
    if (
      /Compiled successfully|Finished TypeScript|Collecting page data|Generating static pages .* in \d/.test(
        line,
      )
    )
      say(`  ${line.trim().replace(/^✓ /, "")}`);
  });
  const code = await new Promise<number>((resolve) => {
    child.once("error", () => resolve(1));
    child.once("close", (exitCode) => resolve(exitCode ?? 1));
  });
  process.removeListener("exit", stopWithUs);
  if (code === 0) return;
  throw new StartFailure(`The app could not be built:\n${output.slice(-40).join("\n")}`);
}

function listen(child: ChildProcess, onLine: (line: string) => void): void {
  for (const stream of [child.stdout, child.stderr])
    if (stream) createInterface({ input: stream }).on("line", onLine);
}
