import type { ProjectSettings } from "@/server/domain/account";
import { oneLine } from "@/server/domain/channels";
import {
  buildRenderContext,
  type CompiledLetter,
  type LetterLocale,
  renderMessages,
} from "@/server/domain/templates";
import { baseUrl } from "@/server/platform/env";
import { trackLetter, utmName } from "./letter-links";
import type { ClaimedMessage } from "./store/claim";
import type { NewContent } from "./store/contents";
import type { CustomerRow, TemplateVersionRow } from "./store/facts";
import { linkUrl } from "./tokens";

/** All that composing a batch needs, loaded for the batch at once. */
export interface LetterFacts {
  customers: ReadonlyMap<number, CustomerRow>;
  templates: ReadonlyMap<string, TemplateVersionRow>;
  sourceNames: ReadonlyMap<string, string>;
  settings: ProjectSettings;
  now: Date;
}
export interface Composition {
  contents: NewContent[];
  failures: { message: ClaimedMessage; reason: "render_error" | "no_template"; detail: string }[];
}

/** Renders a batch: one call per template version; each message succeeds or fails on its own. */
export async function composeLetters(
  messages: readonly ClaimedMessage[],
  facts: LetterFacts,
): Promise<Composition> {
  const result: Composition = { contents: [], failures: [] };
  const byTemplate = new Map<string, ClaimedMessage[]>();
  for (const message of messages) {
    const id = message.templateId ?? "";
    byTemplate.set(id, [...(byTemplate.get(id) ?? []), message]);
  }
  for (const [templateId, group] of byTemplate) {
    const template = facts.templates.get(templateId);
    if (template) await composeGroup(group, template, facts, result);
    else
      for (const message of group)
        result.failures.push({
          message,
          reason: "no_template",
          detail: "The template has no published version.",
        });
  }
  return result;
}

async function composeGroup(
  group: readonly ClaimedMessage[],
  template: TemplateVersionRow,
  facts: LetterFacts,
  result: Composition,
): Promise<void> {
  const items = group.flatMap((message) => {
    const customer = facts.customers.get(message.customerId);
    if (!customer) return [];
    const { unsubscribe, web } = ownLinks(message);
    const context = buildRenderContext({
      customer: { ...customer, email: message.address },
      context: message.context,
      links: { unsubscribe, preferences: unsubscribe, webVersion: web },
      project: facts.settings,
      now: facts.now,
    });
    return [{ key: message.id, context }];
  });
  const rendered = await renderMessages(compiledOf(template), items);
  for (const message of group) {
    const letter = rendered.get(message.id) ?? { error: "The customer is gone." };
    if ("error" in letter) result.failures.push({ message, reason: "render_error", detail: letter.error });
    else if (oneLine(letter.subject) === "")
      result.failures.push({ message, reason: "render_error", detail: "The subject came out empty." });
    else result.contents.push(contentOf(message, template, letter, facts));
  }
}

const compiledOf = (template: TemplateVersionRow): CompiledLetter => ({
  html: template.html,
  subject: template.subject,
  preheader: template.preheader,
  locale: localeOf(template),
});

const localeOf = (template: TemplateVersionRow): LetterLocale => (template.locale === "ru" ? "ru" : "en");

const ownLinks = (message: ClaimedMessage) => ({
  unsubscribe: linkUrl("unsubscribe", message),
  web: linkUrl("web", message),
});

function contentOf(
  message: ClaimedMessage,
  template: TemplateVersionRow,
  letter: { subject: string; html: string; text: string },
  { customers, settings, sourceNames, now }: LetterFacts,
): NewContent {
  const { unsubscribe, web } = ownLinks(message);
  const customer = customers.get(message.customerId);
  const parts = message.isTransactional ? letter : withWayOut(letter, unsubscribe, localeOf(template));
  const tracked = trackLetter(parts.html, parts.text, {
    clickUrl: (linkNo) => linkUrl("click", message, linkNo),
    openUrl: linkUrl("open", message),
    own: [unsubscribe, web],
    utm: {
      utm_source: settings.utmSource,
      utm_medium: settings.utmMedium,
      utm_campaign: utmName(sourceNames.get(message.sourceId) ?? message.sourceId),
    },
  });
  return {
    customerId: message.customerId,
    plannedAt: message.plannedAt,
    messageId: message.id,
    templateVersion: template.version,
    subject: oneLine(letter.subject).slice(0, 900),
    ...tracked,
    headers: message.isTransactional ? {} : unsubscribeHeaders(unsubscribe),
    ...senderOf(settings),
    toName: oneLine([customer?.firstName, customer?.lastName].filter(Boolean).join(" ")).slice(0, 200),
    renderedAt: now,
  };
}

/** RFC 2369 and RFC 8058: mail programs show a button that unsubscribes without opening a page. */
const unsubscribeHeaders = (url: string) => ({
  "List-Unsubscribe": `<${url}>`,
  "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
});

const wayOut = { en: "Unsubscribe", ru: "Отписаться" } as const;

/** A marketing letter always shows a way out, even if its author forgot it. */
function withWayOut(
  letter: { subject: string; html: string; text: string },
  url: string,
  locale: "en" | "ru",
) {
  const html = letter.html.includes(url)
    ? letter.html
    : beforeEnd(
        letter.html,
        `<p style="text-align:center;font-size:12px"><a href="${url}">${wayOut[locale]}</a></p>`,
      );
  const text = letter.text.includes(url)
    ? letter.text
    : `${letter.text.trimEnd()}\n\n${wayOut[locale]}: ${url}\n`;
  return { ...letter, html, text };
}

function beforeEnd(html: string, addition: string): string {
  const end = html.toLowerCase().lastIndexOf("</body>");
  return end < 0 ? html + addition : html.slice(0, end) + addition + html.slice(end);
}

/** Who letters come from. The sandbox needs no real sender; a provider does, and the dispatcher insists on one. */
function senderOf(settings: ProjectSettings) {
  const host = new URL(baseUrl()).hostname;
  return {
    fromName: oneLine(settings.senderName || settings.company || "Carillon"),
    fromAddress:
      settings.senderEmail ||
      `letters@${host === "localhost" || !host.includes(".") ? "carillon.invalid" : host}`,
    replyTo: settings.replyTo || null,
  };
}
