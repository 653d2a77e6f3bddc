import { z } from "zod";
import type { GraphDefinition } from "../graph";
import { campaignSettings } from "../model";
import { waitOfSeconds } from "../nodes/wait/node";
import { chainOf } from "./chain";
import { defineRecipe } from "./recipe";

const day = 86_400;
const yearSeconds = 365 * day;
const segments = (byDefault: string[], description: string) =>
  z.array(z.string().min(1).max(60)).min(1).max(20).default(byDefault).meta({ description });

const settings = z.strictObject({
  from_segments: segments(
    ["champions", "loyal", "potential_loyal"],
    "Codes of the RFM segments from which somebody slips.",
  ),
  to_segments: segments(
    ["need_attention", "about_to_sleep", "at_risk", "cant_lose"],
    "Codes of the RFM segments into which she slips.",
  ),
  first_template: z
    .string()
    .max(200)
    .default("win-back")
    .meta({ description: "Id or code of the letter's template." }),
  second_wait_seconds: z
    .number()
    .int()
    .min(1)
    .max(yearSeconds)
    .default(10 * day)
    .meta({ description: "From the first letter to the second." }),
  second_template: z
    .string()
    .max(200)
    .default("win-back-question")
    .meta({ description: "Id or code of the second letter's template." }),
  category: z.string().max(100).default("").meta({ description: "Mailing category of both letters." }),
  attribution_days: z.number().int().min(1).max(90).nullable().default(14).meta({
    description:
      "Days after a letter was opened or clicked in which a purchase counts as earned; null for none.",
  }),
  reentry_seconds: z
    .number()
    .int()
    .min(1)
    .max(10 * yearSeconds)
    .nullable()
    .default(90 * day)
    .meta({ description: "Least time between two entries of one customer; null for any." }),
});

const notBought = {
  kind: "all",
  rules: [
    {
      kind: "purchases",
      measure: "count",
      of: "all",
      test: { operator: "equals", value: 0 },
      window: { kind: "since", point: "trigger" },
    },
  ],
};

export const winBackRecipe = defineRecipe({
  code: "win-back",
  name: { en: "Slipping away", ru: "Уходящие клиенты" },
  description: {
    en: "Writes to good customers whom RFM finds slipping: who used to be among the best and now buys less lately. Once more later, unless they have bought.",
    ru: "Пишет хорошим клиентам, которых RFM видит уходящими: были среди лучших, а теперь давно не покупали. И ещё раз позже, если покупки не было.",
  },
  settings,
  templates: ["win-back", "win-back-question"],
  build(chosen) {
    const letter = (template: string) => ({ template, category: chosen.category });
    const nodes: GraphDefinition["nodes"] = [
      {
        id: "slip",
        kind: "rfm-transition",
        name: "",
        settings: { from: { segments: chosen.from_segments }, to: { segments: chosen.to_segments } },
      },
      { id: "letter", kind: "send-email", name: "", settings: letter(chosen.first_template) },
      { id: "pause", kind: "wait", name: "", settings: waitOfSeconds(chosen.second_wait_seconds) },
      { id: "check", kind: "filter", name: "", settings: { rule: notBought } },
      { id: "second-letter", kind: "send-email", name: "", settings: letter(chosen.second_template) },
    ];
    const { category, attribution_days, reentry_seconds } = chosen;
    const reentry =
      reentry_seconds === null
        ? { kind: "always" as const }
        : { kind: "interval" as const, seconds: reentry_seconds };
    return {
      graph: chainOf(nodes),
      settings: campaignSettings.parse({ category, attribution_days, reentry }),
    };
  },
});
