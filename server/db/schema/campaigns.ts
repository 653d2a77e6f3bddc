import {
  bigint,
  boolean,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  uniqueIndex,
  uuid,
} from "drizzle-orm/pg-core";
import { bigId, createdAt, instant, uuidKey } from "../columns";

export const campaigns = pgTable(
  "campaigns",
  {
    id: uuidKey(),
    name: text().notNull(),
    /** draft | active | paused | stopped */
    state: text().notNull().default("draft"),
    /** The recipe it was made from. */
    recipe: text(),
    /** Lenient: may be half-done. Nodes, edges, canvas positions. */
    draft: jsonb().notNull(),
    /** Settings: re-entry, attribution days, category, exit conditions. */
    settings: jsonb().notNull(),
    /** Raised on each draft save; a save with a stale revision is refused. */
    draftRevision: integer().notNull().default(1),
    currentVersion: integer(),
    /** Entries count from here: what happened before the start does not enter. */
    activatedAt: instant(),
    pausedAt: instant(),
    archivedAt: instant(),
    createdBy: uuid(),
    createdAt: createdAt(),
    updatedAt: instant().notNull().defaultNow(),
  },
  (t) => [index("campaigns_state").on(t.state)],
);

/** Immutable. */
export const campaignVersions = pgTable(
  "campaign_versions",
  {
    campaignId: uuid()
      .notNull()
      .references(() => campaigns.id, { onDelete: "cascade" }),
    version: integer().notNull(),
    graph: jsonb().notNull(),
    settings: jsonb().notNull(),
    publishedBy: uuid(),
    publishedAt: createdAt(),
  },
  (t) => [primaryKey({ columns: [t.campaignId, t.version] })],
);

/** The customers who entered one node together. An engine run carries its id and nothing else. */
export const campaignCohorts = pgTable(
  "campaign_cohorts",
  {
    id: uuidKey(),
    campaignId: uuid().notNull(),
    version: integer().notNull(),
    nodeId: text().notNull(),
    /** ready (the node's work is to be done) | waiting (until dueAt) | done */
    state: text().notNull(),
    /** How many entered the node in it. */
    size: integer().notNull(),
    enteredAt: instant().notNull(),
    dueAt: instant(),
    finishedAt: instant(),
    /** Cohort it split from. */
    parentId: uuid(),
    createdAt: createdAt(),
  },
  (t) => [
    index("campaign_cohorts_open").on(t.state, t.dueAt),
    index("campaign_cohorts_node").on(t.campaignId, t.version, t.nodeId, t.state),
  ],
);

/** One entry of one customer. */
export const campaignParticipants = pgTable(
  "campaign_participants",
  {
    customerId: bigint({ mode: "number" }).notNull(),
    id: bigId().notNull().generatedAlwaysAsIdentity(),
    campaignId: uuid().notNull(),
    version: integer().notNull(),
    /** What the trigger fired on; the same key never enters twice. */
    triggerKey: text().notNull(),
    nodeId: text().notNull(),
    cohortId: uuid().notNull(),
    /** active | finished | exited | dropped */
    state: text().notNull().default("active"),
    reason: text(),
    /** The trigger's object: cart, order, event, as it was. */
    context: jsonb().notNull().default({}),
    enteredAt: instant().notNull(),
    nodeEnteredAt: instant().notNull(),
    finishedAt: instant(),
  },
  (t) => [
    primaryKey({ columns: [t.customerId, t.id] }),
    uniqueIndex("campaign_participants_key").on(t.customerId, t.campaignId, t.triggerKey),
    index("campaign_participants_cohort").on(t.cohortId),
    index("campaign_participants_entered").using("brin", t.enteredAt),
    index("campaign_participants_node").on(t.campaignId, t.version, t.nodeId, t.state),
  ],
);

/** The path: one row per node an entry passed, with the branch it left by. */
export const campaignSteps = pgTable(
  "campaign_steps",
  {
    customerId: bigint({ mode: "number" }).notNull(),
    participantId: bigint({ mode: "number" }).notNull(),
    nodeId: text().notNull(),
    campaignId: uuid().notNull(),
    version: integer().notNull(),
    enteredAt: instant().notNull(),
    leftAt: instant().notNull(),
    /** next | yes | no | exit | drop */
    outcome: text().notNull(),
    reason: text(),
  },
  (t) => [
    primaryKey({ columns: [t.customerId, t.participantId, t.nodeId, t.enteredAt] }),
    index("campaign_steps_node").on(t.campaignId, t.version, t.nodeId, t.outcome),
  ],
);

/** The next moment at which time alone lets somebody enter a campaign. One per campaign. */
export const campaignAlarms = pgTable("campaign_alarms", {
  campaignId: uuid().primaryKey(),
  dueAt: instant().notNull(),
  setAt: instant().notNull().defaultNow(),
});

/** Up to which move a campaign that begins by moves has looked: of a segment's log, or of RFM's computations. */
export const campaignCursors = pgTable("campaign_cursors", {
  campaignId: uuid().primaryKey(),
  /** Whose moves: `entered:<segment>`, `left:<segment>` or `rfm:<model>`. Of others the campaign begins anew at their end. */
  source: text().notNull(),
  /** The last move of the segment, or the last run of the model, that was looked at. */
  position: bigint({ mode: "number" }).notNull(),
  /** Who was in the segment at the start is still to be let in: its members are not known yet. */
  awaitsMembers: boolean().notNull().default(false),
  movedAt: instant().notNull(),
});
