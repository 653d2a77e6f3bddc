/** Executes the tables of docs/architecture.md. There is no list of exceptions. */
import path from "node:path";
import { expect, test } from "vitest";
import { findPure, type Import, readSources, type SourceFile } from "./support/source-files";

/** Imports between domains go down only. */
const tiers: Record<string, number> = {
  account: -1,
  fields: 0,
  rejects: 0,
  views: 0,
  customers: 1,
  tags: 1,
  templates: 1,
  channels: 1,
  orders: 2,
  quality: 2,
  identity: 2,
  privacy: 3,
  tracking: 3,
  segments: 4,
  messages: 4,
  bulk: 5,
  rfm: 5,
  metrics: 5,
  campaigns: 5,
  analytics: 6,
  integrations: 6,
  webhooks: 6,
  bus: 6,
  tasks: 6,
};

/** What an area may import besides itself and packages. `pure:` means: its files that only compute. */
const areas: {
  area: string;
  is: (file: SourceFile) => boolean;
  may: string[];
  mayAsType?: string[];
  packages?: RegExp;
}[] = [
  {
    area: "route files",
    is: ({ path: file }) => /^app\/.*\/route\.tsx?$/.test(file),
    may: [
      "server/http/next-route",
      "server/http/files/uploads",
      "server/http/files/exports",
      "server/api/handle",
      "server/auth/next-auth",
      "server/jobs/serve",
      "server/demo/",
    ],
  },
  {
    area: "client components",
    is: ({ path: file, isClient }) => file.startsWith("app/") && isClient,
    may: [
      "app/",
      "emails/",
      "pure:server/domain/",
      "pure:server/demo/",
      "pure:server/platform/",
      "server/kernel/access",
    ],
    mayAsType: ["server/api/", "server/domain/", "server/demo/"],
  },
  {
    area: "pages",
    is: ({ path: file }) => file.startsWith("app/") || file === "proxy.ts",
    may: [
      "app/",
      "emails/",
      "pure:server/domain/",
      "server/auth/",
      "server/api/",
      "server/demo/",
      "server/platform/",
      "server/kernel/access",
      "server/kernel/context",
    ],
    mayAsType: ["server/domain/"],
  },
  { area: "emails", is: inside("emails/"), may: ["emails/"] },
  { area: "platform", is: inside("server/platform/"), may: ["server/platform/"] },
  { area: "db", is: inside("server/db/"), may: ["server/db/", "server/platform/", "pure:server/domain/"] },
  { area: "kernel", is: inside("server/kernel/"), may: ["server/kernel/", "server/db/", "server/platform/"] },
  { area: "engine", is: inside("server/engine/"), may: ["server/engine/", "server/db/", "server/platform/"] },
  {
    area: "auth",
    is: inside("server/auth/"),
    may: ["server/auth/", "server/domain/account/", "server/db/", "server/kernel/", "server/platform/"],
  },
  {
    area: "domain",
    is: inside("server/domain/"),
    may: ["server/domain/", "server/db/", "server/kernel/", "server/platform/", "emails/"],
  },
  {
    area: "demo",
    is: inside("server/demo/"),
    may: ["server/demo/", "server/domain/", "server/db/", "server/kernel/", "server/platform/"],
  },
  ...["server/api/", "server/http/", "server/jobs/"].map((door) => ({
    area: `the door ${door}`,
    is: inside(door),
    // Doors hand the pool on to use cases; tables and SQL stay below.
    may: [door, "server/domain/", "server/auth/", "server/kernel/", "server/platform/", "server/db/client"],
  })),
  { area: "process entries", is: inside("server/main/"), may: ["server/"] },
];

/** Packages that tie code to a transport or a screen. */
const bannedInDomain = /^package:(next|next-auth|next-intl|@trpc|inngest|react-dom)(\/|$)/;
const bannedInDoors = /^package:(drizzle-orm|postgres|pg|pg-copy-streams)(\/|$)/;

const files = readSources(["app", "server", "emails"]);
const pure = findPure(files);
const all = [...files.values()];

function inside(folder: string): (file: SourceFile) => boolean {
  return ({ path: file }) => file.startsWith(folder);
}

const allows = (rules: string[], target: string): boolean =>
  rules.some((rule) => {
    if (!rule.startsWith("pure:")) return target.startsWith(rule);
    return target.startsWith(rule.slice("pure:".length)) && pure.has(target) && !target.endsWith("/index.ts");
  });

/** `file → target` for each import of these files that the rule does not allow. */
function offending(from: SourceFile[], isAllowed: (entry: Import, file: SourceFile) => boolean): string[] {
  return from.flatMap((file) =>
    file.imports.filter((entry) => !isAllowed(entry, file)).map((entry) => `${file.path} → ${entry.target}`),
  );
}

test("every file belongs to an area", () => {
  expect(all.filter((file) => !areas.some(({ is }) => is(file))).map((file) => file.path)).toEqual([]);
});

test.each(areas)("$area: imports point where the table allows", ({ area, may, mayAsType = [] }) => {
  const own = all.filter((file) => areas.find(({ is }) => is(file))?.area === area);
  const isAllowed = ({ target, isType }: Import) =>
    target.startsWith("package:") ||
    /\.(css|json|svg)$/.test(target) ||
    allows(may, target) ||
    (isType && allows(mayAsType, target));
  expect(offending(own, isAllowed)).toEqual([]);
});

test("domains import lower tiers only, through their index or their pure files", () => {
  const domainOf = (file: string) => /^server\/domain\/([^/]+)\//.exec(file)?.[1];
  const isAllowed = ({ target }: Import, file: SourceFile) => {
    const [from, to] = [domainOf(file.path), domainOf(target)];
    if (!from || !to || from === to) return true;
    return (tiers[to] ?? 99) < (tiers[from] ?? -1) && (target.endsWith("/index.ts") || pure.has(target));
  };
  expect(offending(all, isAllowed)).toEqual([]);
});

test("others enter a domain through its index or its pure files", () => {
  const outside = all.filter(({ path: file }) => /^server\/(api|http|jobs|auth|demo)\//.test(file));
  const isAllowed = ({ target, isType }: Import) =>
    !target.startsWith("server/domain/") ||
    /^server\/domain\/[^/]+\/index\.ts$/.test(target) ||
    pure.has(target) ||
    isType;
  expect(offending(outside, isAllowed)).toEqual([]);
});

test("domains know no transport, doors know no database driver", () => {
  const domain = all.filter(({ path: file }) => file.startsWith("server/domain/"));
  const doors = all.filter(({ path: file }) => /^server\/(api|http|jobs)\//.test(file));
  expect(offending(domain, ({ target }) => !bannedInDomain.test(target))).toEqual([]);
  expect(offending(doors, ({ target }) => !bannedInDoors.test(target))).toEqual([]);
});

test("pure files of the domain get time and chance as arguments", () => {
  const impure = /\bnew Date\(\)|\bDate\.now\(|\bMath\.random\(|\brandomUUID\(|\bTemporal\.Now\b/;
  const own = all.filter(({ path: file }) => file.startsWith("server/domain/") && pure.has(file));
  expect(own.length).toBeGreaterThan(20);
  expect(own.filter(({ text }) => impure.test(text)).map((file) => file.path)).toEqual([]);
});

test("what is called model, schema or events is pure", () => {
  const named = all.filter(({ path: file }) => /^server\/domain\/[^/]+\/(model|events)\.ts$/.test(file));
  expect(named.filter(({ path: file }) => !pure.has(file)).map((file) => file.path)).toEqual([]);
});

test("the environment is read in one place", () => {
  const readers = all.filter(
    ({ path: file, text }) => file !== "server/platform/env.ts" && /\bprocess\.env\b/.test(text),
  );
  expect(readers.map((file) => file.path)).toEqual([]);
});

test("files are small, and named for an idea in kebab-case", () => {
  const banned = /^(utils?|helpers?|common|misc|lib|manager|services?|types|constants)\.(tsx?|mjs)$/;
  const shape = /^[a-z0-9.-]+$|^\[[.\w]+\]$/;
  expect(all.filter(({ text }) => text.split("\n").length > 401).map((file) => file.path)).toEqual([]);
  expect(
    all
      .map((file) => file.path)
      .filter((file) => banned.test(path.basename(file)) || !shape.test(path.basename(file))),
  ).toEqual([]);
});
