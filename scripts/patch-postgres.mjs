/**
 * Runs after each install. postgres.js 3.4.9 keeps a timer and a half-built packet of a connection that the server
 * has closed in the middle of a transaction, and later writes to the socket that is gone: an uncaught TypeError, or a
 * pool that never recovers (docs/adr/0003-patched-postgres-driver.md). Two guards close it. Plain Node, no packages.
 */
import { existsSync, readFileSync, writeFileSync } from "node:fs";

const version = "3.4.9";
const mark = "/* guarded by Carillon */";
const edits = [
  {
    find: /(if \(terminated\)\s*\n\s*return queryError\(q, Errors\.connection\('CONNECTION_DESTROYED', options\)\)\n)/,
    put: `$1\n    if (!socket) ${mark}\n      return queryError(q, Errors.connection('CONNECTION_CLOSED', options))\n`,
  },
  {
    find: /(\n\s*clearImmediate\(nextWriteTimer\)\n)(\s*socket\.removeListener\('data', data\))/,
    put: `$1    nextWriteTimer = chunk = null ${mark}\n$2`,
  },
];

const root = "node_modules/postgres";
if (existsSync(`${root}/package.json`)) {
  const installed = JSON.parse(readFileSync(`${root}/package.json`, "utf8")).version;
  if (installed !== version)
    throw new Error(
      `postgres ${installed} is installed, but scripts/patch-postgres.mjs is for ${version}: check whether its guards are still needed.`,
    );
  for (const build of ["src", "cjs/src"]) {
    const file = `${root}/${build}/connection.js`;
    const text = readFileSync(file, "utf8");
    if (text.includes(mark)) continue;
    const patched = edits.reduce((before, { find, put }) => {
      if (!find.test(before))
        throw new Error(`${file} does not look as expected: the patch cannot be applied.`);
      return before.replace(find, put);
    }, text);
    writeFileSync(file, patched);
  }
}
