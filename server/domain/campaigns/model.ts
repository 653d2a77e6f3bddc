import { z } from "zod";

export const campaignStates = ["draft", "active", "paused", "stopped"] as const;
export type CampaignState = (typeof campaignStates)[number];

/** Verbs a user may say to a campaign, and where each leads from where. */
const transitions: Record<CampaignVerb, Partial<Record<CampaignState, CampaignState>>> = {
  activate: { draft: "active", stopped: "active" },
  pause: { active: "paused" },
  resume: { paused: "active" },
  stop: { active: "stopped", paused: "stopped" },
};
export const campaignVerbs = ["activate", "pause", "resume", "stop"] as const;
export type CampaignVerb = (typeof campaignVerbs)[number];

/** The state after the verb, or undefined where it makes no sense. */
export const stateAfter = (state: CampaignState, verb: CampaignVerb): CampaignState | undefined =>
  transitions[verb][state];

const seconds = z
  .number()
  .int()
  .min(1)
  .max(10 * 365 * 86_400);

/** Rules of the whole campaign; each version keeps its own copy. Spelled as REST spells them. */
export const campaignSettings = z.strictObject({
  /** When somebody may enter again, counted from her last entry. The same trigger key never enters twice whatever it says. */
  reentry: z
    .discriminatedUnion("kind", [
      z.strictObject({ kind: z.literal("always") }),
      z.strictObject({ kind: z.literal("never") }),
      z.strictObject({ kind: z.literal("interval"), seconds }),
    ])
    .default({ kind: "always" }),
  /** Entries one person may have on their way at once. */
  max_simultaneous: z.number().int().min(1).max(100).default(1),
  /** Days after an engagement in which a purchase counts as earned; null = purchases are not attributed. */
  attribution_days: z.number().int().min(1).max(90).nullable().default(7),
  /** Mailing category of letters that name none themselves. */
  category: z.string().max(100).default(""),
  /** Lets in those whom the trigger fits already when the campaign starts. */
  include_existing: z.boolean().default(false),
});
export type CampaignSettings = z.output<typeof campaignSettings>;
export const defaultCampaignSettings = (): CampaignSettings => campaignSettings.parse({});

export const cohortStates = ["ready", "waiting", "done"] as const;
export type CohortState = (typeof cohortStates)[number];

/** active → finished (came to an end) | exited (an exit node) | dropped (taken out, with the reason). */
export const participantStates = ["active", "finished", "exited", "dropped"] as const;
export type ParticipantState = (typeof participantStates)[number];

/** Why an entry was dropped. */
export const dropReasons = ["customer_gone", "merged", "not_sent", "node_error", "campaign_stopped"] as const;
export type DropReason = (typeof dropReasons)[number];

/** Why somebody is not in by a cart, in the order they are asked. */
export const cartConditions = [
  "customer_active",
  "cart_exists",
  "cart_not_ordered",
  "cart_has_items",
  "no_order_since",
  "source_matches",
  "sum_reached",
  "idle_passed",
  "after_activation",
  "within_lifetime",
  "key_is_new",
  "reentry_allowed",
  "simultaneous_allowed",
] as const;
export type CartCondition = (typeof cartConditions)[number];

/** The same by a move: into a segment, out of it, or through RFM. */
export const moveConditions = [
  "customer_active",
  "has_moved",
  "moved_by_herself",
  "moved_after_activation",
  "moved_lately",
  "move_is_new",
  "reentry_allowed",
  "simultaneous_allowed",
  "move_not_passed",
] as const;
export type MoveCondition = (typeof moveConditions)[number];

export type EntryCondition = CartCondition | MoveCondition;
