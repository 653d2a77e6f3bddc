import { z } from "zod";
import { defineNode, type GraphFacts, type Problem, type TemplateFact } from "../kind";

const msPerHour = 3_600_000;

/**
 * Puts one email per person into the ledger and lets her go on. Whoever cannot be written to (no address, opted out)
 * keeps a row there with the reason, and `when_not_sent` says where she goes. What fails later, on the way to the
 * mailbox, does not call her back.
 */
export const sendEmailSettings = z.strictObject({
  /** Id or code of a published email template. */
  template: z.string().max(200).default(""),
  /** Code of a mailing category; "" = none. */
  category: z.string().max(100).default(""),
  when_not_sent: z.enum(["continue", "drop", "branch"]).default("continue"),
  /** When the node itself cannot work: its template is gone, say. */
  on_error: z.enum(["continue", "drop"]).default("drop"),
  /** A message that could not leave for so long is no longer worth sending. */
  lifetime_hours: z.number().int().min(1).max(720).nullable().default(72),
});

export const findTemplate = <T extends Pick<TemplateFact, "id" | "code">>(
  templates: readonly T[],
  named: string,
): T | undefined => templates.find((template) => template.id === named || template.code === named);

export const sendEmail = defineNode({
  kind: "send-email",
  role: "action",
  icon: "mail",
  settings: sendEmailSettings,
  initial: {},
  takesTime: false,
  ports: (settings) => [
    { id: "next", mustConnect: false },
    ...(settings.when_not_sent === "branch" ? [{ id: "not_sent", mustConnect: true }] : []),
  ],
  summary: (settings) => ({
    key:
      settings.template === ""
        ? "campaigns.nodes.send-email.summaryEmpty"
        : "campaigns.nodes.send-email.summary",
    params: { template: settings.template, category: settings.category },
    children: [],
  }),
  check: (settings, facts) => templateProblems(settings.template, facts),
  decide: (settings) => ({
    do: "send",
    channel: "email",
    template: settings.template,
    category: settings.category,
    lifetimeMs: settings.lifetime_hours === null ? undefined : settings.lifetime_hours * msPerHour,
    whenNotSent: settings.when_not_sent,
    onError: settings.on_error,
  }),
});

function templateProblems(named: string, facts: GraphFacts): Omit<Problem, "nodeId">[] {
  const problem = (code: string) => [{ code, field: "template", params: { template: named } }];
  if (named === "") return problem("template_not_chosen");
  const template = findTemplate(facts.templates, named);
  if (!template || template.isArchived) return problem("template_unknown");
  if (template.channel !== "email") return problem("template_of_other_channel");
  return template.isPublished ? [] : problem("template_not_published");
}
