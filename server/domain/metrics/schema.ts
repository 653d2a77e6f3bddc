import { z } from "zod";
import { metricDefinition } from "@/server/domain/segments/conditions/metric";
import {
  isStandardMetric,
  metricCodePattern,
  ownMetricCode,
} from "@/server/domain/segments/standard-metrics";

/** Values of all of them are worked out together on a profile. */
export const maxOwnMetrics = 200;

const stored = (text: string) => text.isWellFormed() && !text.includes("\u0000");
const name = z
  .string()
  .trim()
  .min(1, "Give it a name.")
  .max(200)
  .refine(stored, "This text cannot be stored.");
const description = z.string().trim().max(2000).refine(stored, "This text cannot be stored.");
const code = z
  .string()
  .regex(
    metricCodePattern,
    "A code is 1 to 60 small Latin letters, digits and underscores, beginning with a letter.",
  );

export const newMetric = z.strictObject({
  code,
  name,
  description: description.default(""),
  definition: metricDefinition,
});
export const metricChanges = z.strictObject({
  id: z.uuid(),
  code: code.optional(),
  name: name.optional(),
  description: description.optional(),
  definition: metricDefinition.optional(),
});
export const metricId = z.strictObject({ id: z.uuid() });

const metricName = z
  .string()
  .max(100)
  .refine(
    (text) => isStandardMetric(text) || ownMetricCode(text) !== undefined,
    "Use the code of a standard metric, or own.<code>.",
  );
/** Values of a metric that is there, or of one that is being written. */
export const metricPreview = z
  .strictObject({
    definition: metricDefinition.optional(),
    metric: metricName.optional(),
    /** Whose values to tell; the highest ones when absent. */
    customerIds: z.array(z.number().int().positive()).min(1).max(100).optional(),
  })
  .refine((input) => (input.definition === undefined) !== (input.metric === undefined), {
    path: ["definition"],
    message: "Say either a definition or the code of a metric.",
  });
export const customerId = z.strictObject({ customerId: z.number().int().positive() });
