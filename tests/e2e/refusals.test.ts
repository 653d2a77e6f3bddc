/** What keeps the product from starting gets one clear line, a failing exit code, and no secret in it. */
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import path from "node:path";
import { afterAll, expect, test } from "vitest";
import { freePort, newDataDir, startRefused } from "@/tests/support/app";

const dataDir = await newDataDir();
afterAll(() => rmSync(dataDir, { recursive: true, force: true }));
const port = String(await freePort());

async function refusal(env: Record<string, string>): Promise<string> {
  const { code, output } = await startRefused({ PORT: port, DATA_DIR: dataDir, DEMO: "0", ...env });
  expect(code, output).toBe(1);
  expect(output, "no stack trace").not.toMatch(/^\s+at /m);
  return output.trim();
}

test("a taken port", async () => {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(Number(port), resolve));
  expect(await refusal({})).toBe(
    `Port ${port} is taken. Stop what uses it, or choose another: PORT=${Number(port) + 1} npm start`,
  );
  server.close();
});

test("a data folder that cannot be written", async () => {
  const file = path.join(dataDir, "a-file");
  writeFileSync(file, "");
  expect(await refusal({ DATA_DIR: path.join(file, "data") })).toMatch(
    /^DATA_DIR .* is not writable \(ENOTDIR\)\. [^\n]*$/,
  );
});

test("a database that does not answer, its password masked", async () => {
  const output = await refusal({
    DATABASE_URL: `postgres://app:hunter2secret@127.0.0.1:${await freePort()}/x`,
  });
  expect(output).toContain("cannot be used");
  expect(output).toContain("***");
  expect(output).not.toContain("hunter2secret");
}, 30_000);

test.each([
  ["NEXTAUTH_SECRET", "changeme"],
  ["NEXTAUTH_SECRET", "short-but-random-x81"],
  ["APP_SECRET", "secret"],
  ["APP_SECRET", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"],
  ["BOOTSTRAP_ADMIN_PASSWORD", "password"],
  ["BOOTSTRAP_API_KEY", "changeme"],
  ["BOOTSTRAP_API_KEY", "short"],
])("the weak %s %j", async (name, value) => {
  const output = await refusal({ [name]: value });
  expect(output).toMatch(new RegExp(`^${name} is [^\\n]*$`));
});

test("a database whose secrets are lost", async () => {
  const lost = path.join(dataDir, "lost");
  mkdirSync(path.join(lost, "pg"), { recursive: true });
  expect(await refusal({ DATA_DIR: lost })).toMatch(/secrets\.json is missing .* backup/);
});
