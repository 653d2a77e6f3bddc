/**
 * `npm run db:generate -- <name>`: drizzle-kit writes the next migration from server/db/schema; new tables of
 * `partitionedTables` then get their PARTITION BY, which drizzle cannot say.
 */
import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { partitionedTables } from "../server/db/partitions";

const name = process.argv[2];
if (!name) {
  console.error("Say what changes: npm run db:generate -- add-segments");
  process.exit(2);
}
const before = new Set(readdirSync("drizzle"));
execFileSync("npx", ["drizzle-kit", "generate", "--name", name], { stdio: "inherit" });
for (const file of readdirSync("drizzle").filter((entry) => entry.endsWith(".sql") && !before.has(entry))) {
  let text = readFileSync(`drizzle/${file}`, "utf8");
  for (const [table, column] of Object.entries(partitionedTables)) {
    const create = new RegExp(`(CREATE TABLE "${table}" \\([\\s\\S]*?\\n\\));`);
    text = text.replace(create, `$1 PARTITION BY RANGE ("${column}");`);
  }
  writeFileSync(`drizzle/${file}`, text);
}
