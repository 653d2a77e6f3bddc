import { plainTextSelectors, toPlainText } from "react-email";
import type { RenderContext } from "./context";
import { withoutLiquid } from "./liquid-text";
import type { LetterLocale } from "./model";
import { type Manners, type Rendered, renderPool } from "./sandbox/pool";

/** A published version, as far as rendering needs it. */
export interface CompiledLetter {
  html: string;
  subject: string;
  preheader: string;
  locale: LetterLocale;
}
export interface RenderItem {
  /** The caller's own name for it: a message id. */
  key: string;
  context: RenderContext;
}
export type RenderedMessage = { subject: string; html: string; text: string } | { error: string };

/** Headings keep their case: upper-casing is shouting, and would rename the variables in them. */
const headings = ["h1", "h2", "h3", "h4", "h5", "h6"].map((selector) => ({
  selector,
  options: { uppercase: false },
}));

/** Made once per version: a mailing of a hundred thousand turns its markup into text once. */
const textTemplates = new Map<string, string>();

/** The plain-text part as a template of its own, from the markup with its Liquid intact. */
export function textTemplateOf(html: string): string {
  const known = textTemplates.get(html);
  if (known !== undefined) return known;
  const text = withoutLiquid(html, (markup) =>
    toPlainText(markup, { wordwrap: false, selectors: [...plainTextSelectors, ...headings] }),
  );
  if (textTemplates.size >= 50) textTemplates.clear();
  textTemplates.set(html, text);
  return text;
}

const intlLocales: Record<LetterLocale, string> = { en: "en", ru: "ru" };

export function mannersFor(locale: LetterLocale, context: RenderContext): Manners {
  return {
    locale: intlLocales[locale],
    currency: context.company.currency,
    timeZone: context.company.time_zone,
    now: context.now,
  };
}

const partsOf = (letter: CompiledLetter) => ({
  subject: letter.subject,
  preheader: letter.preheader,
  html: letter.html,
  text: textTemplateOf(letter.html),
});

export async function renderLetters(
  letter: CompiledLetter,
  contexts: readonly RenderContext[],
): Promise<Rendered[]> {
  const [first] = contexts;
  if (!first) return [];
  return renderPool().render(partsOf(letter), mannersFor(letter.locale, first), contexts);
}

/**
 * Renders one version for a batch of people. Each item succeeds or fails on its own; an item that loops or swells is
 * stopped without touching its neighbours. Links come out as they were given: tracking is the sender's affair.
 */
export async function renderMessages(
  letter: CompiledLetter,
  items: readonly RenderItem[],
): Promise<Map<string, RenderedMessage>> {
  const rendered = await renderLetters(
    letter,
    items.map((item) => item.context),
  );
  return new Map(items.map((item, index) => [item.key, messageOf(rendered[index])]));
}

function messageOf(result: Rendered | undefined): RenderedMessage {
  if (!result?.ok) return { error: result?.error ?? "Nothing was rendered." };
  const { subject, html, text } = result.parts;
  return { subject, html, text };
}
