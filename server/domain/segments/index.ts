/**
 * Segments: which customers a condition means.
 *
 * This domain owns the one condition language. `rule.ts` is its document (a zod tree of groups and conditions),
 * `comparisons.ts` the table of operators, `fields.ts` the names it may use, `compile/` its meaning as SQL, and
 * `phrase.ts` its meaning in words. A chain's filter, a segment, a report's restriction are all this one tree.
 *
 * Rules
 * - Null rule: a comparison with an empty value is neither true nor false, and neither is its negation; only
 *   `is_empty` and `is_not_empty` speak about emptiness. So `none(city = Moscow)` leaves out those without a city.
 *   SQL's three values carry this through every group; `matches` turns the last "unknown" into "no".
 * - Counts and sums are never empty: nothing found is 0. An empty text and a missing one are the same.
 * - A custom field, or an event's property, of another type than the condition asks for counts as empty.
 * - Text is compared without case. Money is typed in whole currency and compared in minor units.
 * - Days are calendar days of the project's zone; "last N hours/days" are exact moments (a day is 24 hours).
 * - A purchase is a completed receipt, or an order that is not cancelled and that no receipt pays for.
 * - Conditions about a chain (`since` a moment of it, `untouched`, a message's fate) need a participant scope; asked
 *   outside of a chain they are an `invalid` error, which `needsParticipant` foresees.
 *
 * A segment is such a rule under a name (dynamic), or a list of people. It may name other segments; what would contain
 * itself is refused when it is saved. It may name metrics: standard ones of one catalogue (`standard-metrics.ts`), and people's
 * own, each a condition without its comparison that is worked out where it is asked. The rule compiles in two ways with one meaning (`compile/plan.ts`): a subquery per
 * person, for chains and single people, and one reading of each table for the whole base. `explainSegment` judges
 * every condition for one person by the same compiler.
 *
 * A live segment's members are kept current (`live/`). Triggers of the database mark whose data changed, by topic; the
 * follower judges those people anew within seconds, by the same compiler. Where time alone changes an answer, the next such
 * moment is computed (`live/time.ts`): each thing in a moving window has its own, days change at the project's midnight.
 * Who enters and leaves is noted with the reason. A segment that is not live is counted when somebody asks, and costs
 * nothing meanwhile.
 *
 * Bounds: 500 nodes, 20 levels, 1,000 values a list; judged before the tree is parsed.
 * No text that a person typed ever becomes SQL text: it travels as a parameter.
 */

export { createSample, createSegment, deleteSegment, updateSegment } from "./commands";
export * from "./comparisons";
export { compileForAll, compileRule, matches } from "./compile/compile";
export { measureForAll } from "./compile/metrics";
export type { OtherSegment, ParticipantScope, RuleScope } from "./compile/plan";
export { rfmWay } from "./compile/rfm-moves";
export type { Window } from "./conditions/window";
export { type Explanation, explainSegment, type Verdict } from "./explain";
export { customerFields } from "./fields";
export { countSegment, listVersions, type SegmentVersion } from "./history";
export {
  addByIdentity,
  addToList,
  type ListFilled,
  putIntoList,
  removeFromList,
  takeOutOfList,
} from "./lists";
export { keepLive, maxLiveSegments, metricChanged, setLive } from "./live/commands";
export { followSegments, type SegmentsFollowed } from "./live/follow";
export { startSegmentFollower } from "./live/follower";
export { movesListened, movesNoted } from "./live/listeners";
export {
  listMoves,
  type OverlapRow,
  type SegmentMove,
  type SegmentSales,
  type SegmentTrend,
  segmentOverlap,
  segmentSales,
  segmentTrend,
} from "./live/queries";
export { replaySegments } from "./live/replay";
export { membersQuery, plannedMembers, reading, scopeOf } from "./membership";
export { type KnownValue, knownValues, nameThings, type ThingNames } from "./naming";
export { describeRule, type Phrase } from "./phrase";
export {
  type FunnelStep,
  previewSegment,
  type SampleCustomer,
  type SegmentPreview,
  segmentFunnel,
} from "./preview";
export { projectScope } from "./project-scope";
export { getSegment, listMembersOf, listSegments, type Member, type SegmentView } from "./queries";
export { loadNamed, loadOthers, referencesOf } from "./references";
export {
  type Condition,
  conditionsOf,
  type Group,
  isGroup,
  maxRuleDepth,
  maxRuleNodes,
  needsParticipant,
  type Rule,
  rule,
} from "./rule";
export { lockDefinitions } from "./store";
