/** Migrations, first-run set-up and demo data: what happens to the database before anything is served. */
import { spawn } from "node:child_process";
import { existsSync, writeFileSync } from "node:fs";
import path from "node:path";
import type { PrepareAnswer, PrepareRequest } from "../../server/main/prepare";
import { bundleOf } from "./bundle";
import { StartFailure } from "./failure";
import { childEnvironment, type Installation } from "./installation";
import { relay } from "./output";
import { step } from "./say";

const demoScript = "scripts/seed-demo.ts";

export async function prepareDatabase(installation: Installation): Promise<{ needsSetUp: boolean }> {
  const answer = await step("Bringing the database up to date", () => runPrepare(installation));
  await seedDemoOnce(installation);
  return answer;
}

function runPrepare(installation: Installation): Promise<{ needsSetUp: boolean }> {
  const { secrets } = installation;
  const request: PrepareRequest = {
    setUpToken: secrets.setupToken,
    apiKey: process.env.BOOTSTRAP_API_KEY || secrets.apiKey,
    writeKey: process.env.BOOTSTRAP_WRITE_KEY || secrets.writeKey,
  };
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, ["--enable-source-maps", bundleOf("prepare")], {
      env: childEnvironment(installation, "prepare") as NodeJS.ProcessEnv,
      stdio: ["ignore", "pipe", "pipe", "ipc"],
    });
    relay(child.stdout, process.stdout);
    relay(child.stderr, process.stderr);
    child.once("message", (answer: PrepareAnswer) => {
      if ("failure" in answer)
        reject(new StartFailure(`The database could not be prepared: ${answer.failure}`));
      else resolve(answer);
    });
    child.once("error", reject);
    child.once("close", (code) =>
      reject(
        new StartFailure(`Preparing the database ended with exit code ${code}; the lines above say why.`),
      ),
    );
    child.send(request);
  });
}

/** The demo retailer, at the first start of this data folder. The script itself continues or refuses where it must. */
async function seedDemoOnce(installation: Installation): Promise<void> {
  const done = path.join(installation.folders.data, "demo-seeded");
  if (["0", "false"].includes(process.env.DEMO ?? "") || existsSync(done) || !existsSync(demoScript)) return;
  await step("Making the demo retailer", () => runDemoScript(installation));
  writeFileSync(done, "");
}

function runDemoScript(installation: Installation): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, ["--import", "tsx", demoScript], {
      env: childEnvironment(installation, "script") as NodeJS.ProcessEnv,
      stdio: ["ignore", "inherit", "inherit"],
    });
    child.once("error", reject);
    child.once("close", (code) => {
      if (code === 0) resolve();
      else
        reject(
          new StartFailure(
            `The demo data could not be made (exit code ${code}); the lines above say why. DEMO=0 starts without it.`,
          ),
        );
    });
  });
}
