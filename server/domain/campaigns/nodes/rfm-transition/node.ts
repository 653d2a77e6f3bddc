import { z } from "zod";
import { rfmPlace, rfmWent } from "@/server/domain/segments/conditions/relations";
import { describeWay } from "@/server/domain/segments/phrase";
import { defineNode, type Problem } from "../kind";
import { moveLifetimeDays } from "../segment-move/node";

/**
 * Lets a customer in when a computation of RFM finds her elsewhere than the one before: from and to named segments or
 * cells, or with a score that rose or fell. A model's first computation moves nobody. Key: the computation.
 */
export const rfmTransitionSettings = z.strictObject({
  /** null: the project's default model. */
  model: z.uuid().nullable().default(null),
  from: rfmPlace.optional(),
  to: rfmPlace.optional(),
  went: rfmWent.optional(),
  /** Counts those, too, who were moved by a change of how the model scores. */
  on_edit: z.boolean().default(false),
  lifetime_days: moveLifetimeDays,
});
export type RfmTransitionSettings = z.output<typeof rfmTransitionSettings>;

export const rfmTransition = defineNode({
  kind: "rfm-transition",
  role: "trigger",
  icon: "grid",
  settings: rfmTransitionSettings,
  initial: {},
  takesTime: false,
  ports: () => [{ id: "next", mustConnect: true }],
  summary: (settings) => ({
    key: "campaigns.nodes.rfm-transition.summary",
    params: {},
    children: describeWay(settings),
  }),
  check: ({ model, from, to, went }, { rfmModels }): Omit<Problem, "nodeId">[] => {
    const isAny = !from && !to && !went;
    const isGone = model !== null && !rfmModels.some((one) => one.id === model);
    return [
      ...(isAny ? [{ code: "rfm_way_not_chosen", field: "to", params: {} }] : []),
      ...(isGone ? [{ code: "rfm_model_unknown", field: "model", params: { model } }] : []),
    ];
  },
});
