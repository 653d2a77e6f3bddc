import { z } from "zod";
import type { GraphDefinition } from "../graph";
import { campaignSettings } from "../model";
import { waitOfSeconds } from "../nodes/wait/node";
import { chainOf } from "./chain";
import { defineRecipe } from "./recipe";

const yearSeconds = 365 * 86_400;
const waitSeconds = (byDefault: number, description: string) =>
  z.number().int().min(1).max(yearSeconds).default(byDefault).meta({ description });

const settings = z.strictObject({
  idle_seconds: z
    .number()
    .int()
    .min(1)
    .max(30 * 86_400)
    .default(3600)
    .meta({ description: "How long the cart lies untouched before its owner enters." }),
  first_wait_seconds: waitSeconds(600, "From entering to the first letter."),
  second_wait_seconds: waitSeconds(86_400, "From the first letter to the second."),
  min_total: z
    .number()
    .min(0)
    .max(1e12)
    .nullable()
    .default(null)
    .meta({ description: "Smallest sum of the cart; null for any." }),
  lifetime_days: z
    .number()
    .int()
    .min(1)
    .max(365)
    .default(30)
    .meta({ description: "An older cart is left alone." }),
  container: z.string().min(1).max(100).default("cart").meta({ description: "Which container is the cart." }),
  first_template: z
    .string()
    .max(200)
    .default("cart-reminder")
    .meta({ description: "Id or code of the first letter's template." }),
  second_template: z
    .string()
    .max(200)
    .default("cart-last-call")
    .meta({ description: "Id or code of the second letter's template." }),
  category: z.string().max(100).default("").meta({ description: "Mailing category of both letters." }),
  attribution_days: z.number().int().min(1).max(90).nullable().default(7).meta({
    description:
      "Days after a letter was opened or clicked in which a purchase counts as earned; null for none.",
  }),
  reentry_seconds: z
    .number()
    .int()
    .min(1)
    .max(10 * yearSeconds)
    .nullable()
    .default(null)
    .meta({ description: "Least time between two entries of one customer; null for any." }),
});

/** She has bought nothing since, and the cart is as it was: whoever went on with it is not abandoning it. */
const stillWaiting = (container: string) => ({
  kind: "all",
  rules: [
    {
      kind: "purchases",
      measure: "count",
      of: "all",
      test: { operator: "equals", value: 0 },
      window: { kind: "since", point: "trigger" },
    },
    { kind: "cart", container, status: "untouched" },
  ],
});

export const abandonedCartRecipe = defineRecipe({
  code: "abandoned-cart",
  name: { en: "Abandoned cart", ru: "Брошенная корзина" },
  description: {
    en: "Reminds of the goods left in the cart, and once more the next day, unless they were bought or the cart has changed.",
    ru: "Напоминает о товарах, оставленных в корзине, и ещё раз на следующий день, если их не купили и корзина не изменилась.",
  },
  settings,
  templates: ["cart-reminder", "cart-last-call"],
  build(chosen) {
    const { container } = chosen;
    const letter = (template: string) => ({ template, category: chosen.category });
    const nodes: GraphDefinition["nodes"] = [
      {
        id: "cart",
        kind: "abandoned-cart",
        name: "",
        settings: {
          container,
          idle_seconds: chosen.idle_seconds,
          min_total: chosen.min_total,
          lifetime_days: chosen.lifetime_days,
        },
      },
      { id: "first-wait", kind: "wait", name: "", settings: waitOfSeconds(chosen.first_wait_seconds) },
      { id: "first-check", kind: "filter", name: "", settings: { rule: stillWaiting(container) } },
      { id: "reminder", kind: "send-email", name: "", settings: letter(chosen.first_template) },
      { id: "second-wait", kind: "wait", name: "", settings: waitOfSeconds(chosen.second_wait_seconds) },
      { id: "second-check", kind: "filter", name: "", settings: { rule: stillWaiting(container) } },
      { id: "last-call", kind: "send-email", name: "", settings: letter(chosen.second_template) },
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
