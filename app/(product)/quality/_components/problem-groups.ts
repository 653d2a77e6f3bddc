import { isSuggestionKind } from "@/server/domain/customers/quality/problems";

/** The problems of the page, in the order of what they cost. */
export const problemGroups = [
  {
    id: "email",
    problems: ["email_missing", "email_hard", "email_soft", "email_typo", "email_role", "email_disposable"],
  },
  { id: "phone", problems: ["phone_missing", "phone_landline", "phone_hard", "phone_soft", "phone_unknown"] },
  {
    id: "person",
    problems: [
      "name_missing",
      "name_case",
      "name_order",
      "gender",
      "gender_missing",
      "region_unknown",
      "zone_unknown",
    ],
  },
  { id: "base", problems: ["duplicates", "stale"] },
] as const;
export type ShownProblem = (typeof problemGroups)[number]["problems"][number];

/** Where a problem is put right. */
export const remedyOf = (problem: ShownProblem): "review" | "duplicates" | "people" =>
  isSuggestionKind(problem) ? "review" : problem === "duplicates" ? "duplicates" : "people";

export interface Day {
  day: string;
  customers: number;
  figures: Record<string, number>;
}

/** The count that today is compared with: the oldest within the last 30 days; none on the first day. */
export function comparedDay(trend: readonly Day[]): Day | undefined {
  const last = trend.at(-1);
  if (!last) return undefined;
  const from = new Date(Date.parse(`${last.day}T00:00:00Z`) - 30 * 86_400_000).toISOString().slice(0, 10);
  const before = trend.find((one) => one.day >= from);
  return before && before.day !== last.day ? before : undefined;
}
