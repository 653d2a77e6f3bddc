import { z } from "zod";
import { countComparison, dateComparison, numberComparison } from "../comparisons";
import { ever, window } from "./window";

const text = z.string().min(1).max(200);

/** Has a usable address in the channel and has not opted out of it, nor of the category. */
export const reachable = z.strictObject({
  kind: z.literal("reachable"),
  channel: z.enum(["email"]),
  category: z.string().max(100).default(""),
});

/** What is known of the address itself. soft: it failed lately and is still used; hard: it is out for good. */
export const contact = z.strictObject({
  kind: z.literal("contact"),
  channel: z.enum(["email", "phone"]),
  state: z.enum(["usable", "missing", "soft", "hard"]),
});
export type ContactCondition = z.output<typeof contact>;

/** What she said of a channel, or of a category in it. `none`: she never said anything. */
export const subscription = z.strictObject({
  kind: z.literal("subscription"),
  channel: text,
  category: z.string().max(100).default(""),
  state: z.enum(["subscribed", "unsubscribed", "pending", "none"]),
});
export type SubscriptionCondition = z.output<typeof subscription>;

export const tag = z.strictObject({
  kind: z.literal("tag"),
  /** any of them, all of them, none of them. */
  match: z.enum(["any", "all", "none"]).default("any"),
  tags: z.array(z.uuid()).min(1).max(200),
});
export type TagCondition = z.output<typeof tag>;

/** Lives in one of these regions, or anywhere below it in the tree. */
export const region = z.strictObject({
  kind: z.literal("region"),
  match: z.enum(["any", "none"]).default("any"),
  regions: z.array(z.number().int().positive()).min(1).max(200),
});
export type RegionCondition = z.output<typeof region>;

/** What became of the message that an earlier node of the chain sent her. `none`: nothing reached her. */
export const message = z.strictObject({
  kind: z.literal("message"),
  node_id: z.string().min(1).max(64),
  status: z.enum(["delivered", "opened", "clicked", "none"]),
});
export type MessageCondition = z.output<typeof message>;

export const reactions = [
  "planned",
  "sent",
  "delivered",
  "opened",
  "clicked",
  "unsubscribed",
  "complained",
  "bounced",
  "skipped",
] as const;
const communicationShape = {
  kind: z.literal("communication"),
  reaction: z.enum(reactions),
  channels: z.array(text).min(1).max(20).optional(),
  categories: z.array(z.string().max(100)).min(1).max(100).optional(),
  /** Ids of campaigns and mailings. */
  sources: z.array(text).min(1).max(200).optional(),
  window: window.default(ever),
};
/** Messages she was sent, by what came of them; test messages never count. */
export const communication = z.discriminatedUnion("measure", [
  z.strictObject({
    ...communicationShape,
    measure: z.literal("count").default("count"),
    test: countComparison.default({ operator: "at_least", value: 1 }),
  }),
  z.strictObject({ ...communicationShape, measure: z.literal("days_since_last"), test: numberComparison }),
  z.strictObject({ ...communicationShape, measure: z.literal("last_on"), test: dateComparison }),
]);
export type CommunicationCondition = z.output<typeof communication>;

export const communicationMeasures = ["count", "days_since_last", "last_on"] as const;
/** The same without its comparison: a value of every customer. */
export const communicationMeasure = z.strictObject({
  ...communicationShape,
  measure: z.enum(communicationMeasures).default("count"),
});
export type CommunicationMeasure = z.output<typeof communicationMeasure>;

/** Part in campaigns: entered in the window; in progress or ended now. */
export const participation = z.strictObject({
  kind: z.literal("participation"),
  campaigns: z.array(z.uuid()).min(1).max(200),
  state: z.enum(["entered", "in_progress", "finished"]).default("entered"),
  test: countComparison.default({ operator: "at_least", value: 1 }),
  window: window.default(ever),
});
export type ParticipationCondition = z.output<typeof participation>;

const scores = z.array(z.number().int().min(1).max(10)).min(1).max(10).optional();
/** Where RFM has her now. Absent axes are not looked at; all that is given must hold. */
export const rfm = z.strictObject({
  kind: z.literal("rfm"),
  /** null: the project's default model. */
  model: z.uuid().nullable().default(null),
  r: scores,
  f: scores,
  m: scores,
  /** Codes of named segments: champions, at_risk … */
  segments: z.array(z.string().min(1).max(60)).min(1).max(20).optional(),
});
export type RfmCondition = z.output<typeof rfm>;

/** One end of a way through RFM: a cell, named segments, or without a purchase in the model's period. All that is given holds. */
export const rfmPlace = z.union([
  z.strictObject({ out: z.literal(true) }),
  z
    .strictObject({ r: scores, f: scores, m: scores, segments: rfm.shape.segments })
    .refine((place) => Object.values(place).some(Boolean), "Name scores or segments, or leave this end out."),
]);
export type RfmPlace = z.output<typeof rfmPlace>;
/** Her score of one axis rose or fell; the best is the highest. */
export const rfmWent = z.strictObject({ axis: z.enum(["r", "f", "m"]), way: z.enum(["up", "down"]) });
export type RfmWent = z.output<typeof rfmWent>;

/** Moves are of days: those from whose end a computation looked back. `last_run`: the model's last computation alone. */
export const moveWindow = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("ever") }),
  z.strictObject({ kind: z.literal("last_run") }),
  z.strictObject({
    kind: z.literal("last"),
    amount: z.number().int().min(1).max(100_000),
    unit: z.literal("days").default("days"),
  }),
  z.strictObject({ kind: z.literal("between"), from: z.iso.date(), to: z.iso.date() }),
]);
export type MoveWindow = z.output<typeof moveWindow>;

/**
 * Changed places in RFM within the window: where she was before its first move, and where its last one left her; back where
 * she was is no move. An absent end may be anywhere.
 */
export const rfmMoved = z.strictObject({
  kind: z.literal("rfm_moved"),
  /** null: the project's default model. */
  model: z.uuid().nullable().default(null),
  from: rfmPlace.optional(),
  to: rfmPlace.optional(),
  went: rfmWent.optional(),
  window: moveWindow.default({ kind: "last", amount: 30, unit: "days" }),
});
export type RfmMovedCondition = z.output<typeof rfmMoved>;

/** Membership of another segment. */
export const segment = z.strictObject({
  kind: z.literal("segment"),
  id: z.uuid(),
  is: z.enum(["member", "not_member"]).default("member"),
});
export type SegmentCondition = z.output<typeof segment>;
