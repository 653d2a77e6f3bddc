import type { Group, Rule } from "@/server/domain/segments/rule";

export const combinations = ["all", "any", "first_only"] as const;
export type Combination = (typeof combinations)[number];

const member = (id: string): Rule => ({ kind: "segment", id, is: "member" });

/** Segments put together: whoever is in all of them, in any of them, or in the first and in none of the others. */
export function combine(how: Combination, ids: readonly string[]): Group {
  const [first = "", ...others] = ids;
  switch (how) {
    case "all":
    case "any":
      return { kind: how, rules: ids.map(member) };
    case "first_only":
      return { kind: "all", rules: [member(first), { kind: "none", rules: others.map(member) }] };
  }
}
