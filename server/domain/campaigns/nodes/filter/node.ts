import { z } from "zod";
import { describeRule } from "@/server/domain/segments/phrase";
import { conditionsOf, rule } from "@/server/domain/segments/rule";
import { defineNode } from "../kind";

/** Parts people by a rule, asked at the moment they arrive: those whom it fits leave by `yes`, all others by `no`. */
export const filterSettings = z.strictObject({ rule });

export const filter = defineNode({
  kind: "filter",
  role: "action",
  icon: "split",
  settings: filterSettings,
  initial: { rule: { kind: "all", rules: [] } },
  takesTime: false,
  ports: () => [
    { id: "yes", mustConnect: false },
    { id: "no", mustConnect: false },
  ],
  summary: (settings) => describeRule(settings.rule),
  check: (settings) =>
    conditionsOf(settings.rule).next().done
      ? [{ code: "filter_without_conditions", field: "rule", params: {} }]
      : [],
  decide: (settings) => ({ do: "split", rule: settings.rule }),
});
