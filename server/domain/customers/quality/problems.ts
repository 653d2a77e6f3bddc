/**
 * What can be wrong with what is known of a person. `derived` ones are kept in customer_quality.problems, `suggested`
 * ones wait in quality_suggestions for somebody to decide, `stale` is a matter of time.
 */
export const derivedProblems = [
  "email_missing",
  "email_hard",
  "email_soft",
  "email_role",
  "email_disposable",
  "phone_missing",
  "phone_hard",
  "phone_soft",
  "phone_landline",
  "phone_unknown",
  "unreachable",
  "name_missing",
  "gender_missing",
  "region_unknown",
  "zone_unknown",
] as const;
export type DerivedProblem = (typeof derivedProblems)[number];

export const suggestionKinds = ["email_typo", "name_case", "name_order", "gender"] as const;
export type SuggestionKind = (typeof suggestionKinds)[number];

export const problems = [...derivedProblems, ...suggestionKinds, "stale"] as const;
export type Problem = (typeof problems)[number];
export const isProblem = (text: string): text is Problem => (problems as readonly string[]).includes(text);
export const isSuggestionKind = (text: string): text is SuggestionKind =>
  (suggestionKinds as readonly string[]).includes(text);

/** Nothing was heard of them, bought or corrected for so long. */
export const staleDays = 365;

/** Facts that a list of people can be filtered by, as `quality.<name>`, with their columns. */
export const qualityFields = {
  email_provider: "email_provider",
  phone_type: "phone_type",
  phone_country: "phone_country",
  operator: "operator",
  country: "country",
  region: "region",
  city: "city",
  time_zone: "time_zone",
} as const;
export type QualityField = keyof typeof qualityFields;
