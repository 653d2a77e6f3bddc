/** Pure: what the scores of recency (R), frequency (F) and monetary value (M) are and mean. 1 is worst, `groups` best. */
export const axes = ["r", "f", "m"] as const;
export type Axis = (typeof axes)[number];

export const minGroups = 3;
export const maxGroups = 10;
export const defaultGroups = 5;

export interface Scores {
  r: number;
  f: number;
  m: number;
}

/** The named segments, best first, as the product ships them; a project may rename them. */
export const segmentCodes = [
  "champions",
  "loyal",
  "potential_loyal",
  "new",
  "promising",
  "need_attention",
  "about_to_sleep",
  "cant_lose",
  "at_risk",
  "hibernating",
  "lost",
] as const;
export type SegmentCode = (typeof segmentCodes)[number];

/** By R from worst to best, each by F from worst to best, on the scale of five. */
const grid: readonly (readonly SegmentCode[])[] = [
  ["lost", "lost", "at_risk", "at_risk", "cant_lose"],
  ["hibernating", "hibernating", "at_risk", "at_risk", "cant_lose"],
  ["about_to_sleep", "about_to_sleep", "need_attention", "loyal", "loyal"],
  ["promising", "potential_loyal", "potential_loyal", "loyal", "loyal"],
  ["new", "potential_loyal", "potential_loyal", "champions", "champions"],
];

/** The same, in one row: `gridCodes[(r - 1) * 5 + (f - 1)]`. */
export const gridCodes: readonly SegmentCode[] = grid.flat();

/** A score of 1..groups on the scale 1..5: the best stays best, the worst worst, whatever the number of groups. */
export const onScaleOfFive = (score: number, groups: number): number =>
  Math.min(5, Math.max(1, 1 + Math.round(((score - 1) * 4) / (groups - 1))));

/** Which named segment a customer with these scores is in. */
export function segmentOf({ r, f }: Pick<Scores, "r" | "f">, groups: number): SegmentCode {
  return gridCodes[(onScaleOfFive(r, groups) - 1) * 5 + onScaleOfFive(f, groups) - 1] ?? "lost";
}

/** `543`; with ten groups and more than one digit, `10-4-3`. */
export const cellCode = ({ r, f, m }: Scores): string =>
  [r, f, m].some((score) => score > 9) ? `${r}-${f}-${m}` : `${r}${f}${m}`;

/**
 * Fixed bounds of one axis: the lowest value of each group but the first, ascending. For recency they are days, and
 * ascending days mean falling scores: [15, 31, 61, 121] gives 5 to 0-14 days and 1 to 121 days and more.
 */
export type Bounds = readonly number[];

/** The score that fixed bounds give; what SQL's width_bucket does. */
export function scoreByBounds(value: number, bounds: Bounds, axis: Axis): number {
  const above = bounds.filter((bound) => value >= bound).length;
  return axis === "r" ? bounds.length + 1 - above : above + 1;
}
