import { z } from "zod";
import { needsParticipant, rule } from "./rule";

export const segmentKinds = ["dynamic", "list"] as const;
export type SegmentKind = (typeof segmentKinds)[number];

const name = z.string().trim().min(1, "Give it a name.").max(200);
const description = z.string().trim().max(2000);
/** A rule that stands on its own: nothing of a chain in it. */
const definition = rule.refine(
  (own) => !needsParticipant(own),
  "Holds a condition about a chain (since entry, a message of it), which only works inside a chain.",
);
const customerIds = z.array(z.number().int().positive()).max(10_000);

/** `dynamic`: whoever fulfils the definition, now and later. `list`: chosen people, who stay until somebody removes them. */
export const newSegment = z
  .strictObject({
    name,
    description: description.default(""),
    kind: z.enum(segmentKinds).default("dynamic"),
    definition: definition.optional(),
    /** Keep its members current from the start; only what is dynamic can be. */
    isLive: z.boolean().default(false),
  })
  .superRefine((input, context) => {
    if (input.kind === "list" && input.isLive)
      context.addIssue({
        code: "custom",
        path: ["isLive"],
        message: "A list is as people left it; there is nothing to keep current. Leave it out.",
      });
    if (input.kind === "dynamic" && input.definition === undefined)
      context.addIssue({
        code: "custom",
        path: ["definition"],
        message: "A dynamic segment needs a definition; a list is of kind list.",
      });
  });

export const segmentChanges = z.strictObject({
  id: z.uuid(),
  name: name.optional(),
  description: description.optional(),
  definition: definition.optional(),
});
export const liveInput = z.strictObject({ id: z.uuid(), isLive: z.boolean() });
export const trendInput = z.strictObject({
  id: z.uuid(),
  days: z.number().int().min(2).max(730).default(90),
});
export const movesPage = z.strictObject({
  id: z.uuid(),
  kind: z.enum(["entered", "left"]).optional(),
  /** A day of the project's zone. */
  day: z.iso.date().optional(),
  limit: z.number().int().min(1).max(500).default(50),
  cursor: z.string().max(100).optional(),
});
export const overlapInput = z.strictObject({ id: z.uuid(), with: z.array(z.uuid()).max(5).default([]) });
export const segmentId = z.strictObject({ id: z.uuid() });

/** A stable random part of those a definition means: the same salt and people, the same part. */
export const newSample = z
  .strictObject({
    name,
    description: description.default(""),
    definition,
    count: z.number().int().min(1).max(10_000_000).optional(),
    percent: z.number().gt(0).max(100).optional(),
    salt: z.string().min(1).max(100).optional(),
  })
  .refine((input) => (input.count === undefined) !== (input.percent === undefined), {
    path: ["count"],
    message: "Say either how many people, or what percent of them.",
  });

export const listMembers = z.strictObject({ id: z.uuid(), customerIds: customerIds.min(1) });
export const listByIdentity = z.strictObject({
  id: z.uuid(),
  /** E-mails, phones, external ids, numbers of cards, our own codes: mixed as they come. */
  identifiers: z.array(z.string().max(320)).min(1).max(10_000),
});

export const definitionOnly = z.strictObject({ definition });
export const explainInput = z.union([
  z.strictObject({ definition, customerId: z.number().int().positive() }),
  z.strictObject({ id: z.uuid(), customerId: z.number().int().positive() }),
]);
export const membersPage = z.strictObject({
  id: z.uuid(),
  limit: z.number().int().min(1).max(1000).default(100),
  cursor: z.string().max(40).optional(),
});
export const segmentsPage = z.strictObject({
  search: z.string().max(200).optional(),
  kind: z.enum(segmentKinds).optional(),
  limit: z.number().int().min(1).max(200).default(50),
  cursor: z.string().max(500).optional(),
});

const uuids = z.array(z.uuid()).max(500).default([]);
const codesOf = z.array(z.string().max(1000)).max(3000).default([]);
/** Ids and codes of a rule, by what they name. */
export const namedThings = z.strictObject({
  segments: uuids,
  tags: uuids,
  campaigns: uuids,
  products: codesOf,
  categories: codesOf,
  stores: codesOf,
  regions: z.array(z.number().int().positive()).max(500).default([]),
});
export const valuesInput = z.strictObject({
  /** A customer's field, `attributes.<code>`, `brand` or `purchase_channel`. */
  of: z.string().min(1).max(100),
  search: z.string().trim().max(100).default(""),
  limit: z.number().int().min(1).max(100).default(30),
});
