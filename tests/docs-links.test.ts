import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";

const root = path.resolve(import.meta.dirname, "..");
const pages = [
  ...["README.md", "CONTRIBUTING.md", "SECURITY.md", "CHANGELOG.md"],
  ...readdirSync(path.join(root, "docs"), { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".md"))
    .map((file) => path.posix.join("docs", file.split(path.sep).join("/"))),
];

/** Ids that GitHub gives to headings. The guides in Russian are linked by their English ids, inside the product only. */
const idsOf = (file: string): Set<string> =>
  new Set(
    [...readFileSync(path.join(root, file), "utf8").matchAll(/^#{1,6} (.+)$/gm)].map(([, heading = ""]) =>
      heading
        .toLowerCase()
        .replace(/[^\p{L}\p{N}\s_-]/gu, "")
        .trim()
        .replace(/\s/g, "-"),
    ),
  );

test("links between documents lead somewhere", () => {
  const dead = pages.flatMap((page) =>
    [...readFileSync(path.join(root, page), "utf8").matchAll(/(?<!!)\[[^\]]*\]\(([^)\s]+)\)/g)]
      .map(([, target = ""]) => target)
      .filter((target) => !/^([a-z]+:|\/)/.test(target))
      .filter((target) => {
        const [file = "", id] = target.split("#");
        const found = file === "" ? page : path.posix.join(path.posix.dirname(page), file);
        if (!existsSync(path.join(root, found))) return true;
        return id !== undefined && !page.includes("/ru/") && !idsOf(found).has(id);
      })
      .map((target) => `${page} → ${target}`),
  );
  expect(dead).toEqual([]);
});
