import { z } from "zod";
import { rule } from "@/server/domain/segments/rule";
import { defaultGroups, maxGroups, minGroups, segmentCodes } from "./model";

const day = z.iso
  .date("Write the day as YYYY-MM-DD.")
  .refine((text) => text >= "1970-01-01" && text <= "2199-12-31", "Choose a day between 1970 and 2199.");

const groups = z
  .number()
  .int()
  .min(minGroups)
  .max(maxGroups)
  .default(defaultGroups)
  .meta({ description: "Groups an axis: 1 is the worst, this many the best." });

const periodDays = z
  .number()
  .int()
  .min(1)
  .max(36_500)
  .nullable()
  .default(null)
  .meta({ description: "Days up to `as_of` whose purchases count; null: all of them." });

const bounds = (unit: string) =>
  z
    .array(z.number().min(0).max(1e12))
    .min(minGroups - 1)
    .max(maxGroups - 1)
    .refine(
      (list) => list.every((bound, i) => i === 0 || bound > (list[i - 1] ?? 0)),
      "The bounds must grow from one to the next.",
    )
    .nullable()
    .default(null)
    .meta({
      description: `Lowest ${unit} of each group but the first, growing; null: groups of equal size.`,
    });

export const rfmBounds = z
  .strictObject({
    r: bounds("number of days since the last purchase"),
    f: bounds("number of visits"),
    m: bounds("sum, in whole money,"),
  })
  .default({ r: null, f: null, m: null });
export type RfmBounds = z.output<typeof rfmBounds>;

/** How customers are scored. */
const scoringShape = {
  groups,
  periodDays,
  bounds: rfmBounds,
  /** Whom it is about; null: everybody with a purchase in the period. */
  base: rule.nullable().default(null),
};

interface Scored {
  groups: number;
  bounds: RfmBounds;
}
const boundsProblem = ({ groups: wanted, bounds: given }: Scored) =>
  (["r", "f", "m"] as const).find((axis) => given[axis] && given[axis].length !== wanted - 1);

const checkBounds = (input: Scored, context: z.RefinementCtx) => {
  const axis = boundsProblem(input);
  if (axis)
    context.addIssue({
      code: "custom",
      path: ["bounds", axis],
      message: `${input.groups} groups need ${input.groups - 1} bounds.`,
    });
};

export const rfmScoring = z.strictObject(scoringShape).superRefine(checkBounds);
export type RfmScoring = z.output<typeof rfmScoring>;

export const rfmPreview = z
  .strictObject({
    ...scoringShape,
    asOf: day.meta({ description: "The day from whose end one looks back, in the project's time zone." }),
  })
  .superRefine(checkBounds);
export type RfmPreview = z.output<typeof rfmPreview>;

export const noInput = z.strictObject({});
export const modelId = z.strictObject({ id: z.uuid() });
const name = z.string().trim().min(1, "Give it a name.").max(120);
const segmentNames = z.partialRecord(z.enum(segmentCodes), z.string().trim().max(60));
export const newModel = z.strictObject({ name, scoring: rfmScoring });
export const modelChanges = z.strictObject({
  id: z.uuid(),
  name: name.optional(),
  scoring: rfmScoring.optional(),
  segmentNames: segmentNames.optional(),
  /** Only to true: another one takes over by becoming the default. */
  isDefault: z.literal(true).optional(),
});
export const runRequest = z.strictObject({
  id: z.uuid(),
  asOf: day.optional(),
});
export const migrationRequest = z.strictObject({
  id: z.uuid(),
  from: z.number().int().positive(),
  to: z.number().int().positive(),
});
