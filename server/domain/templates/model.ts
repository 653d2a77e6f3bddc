import { type ContentFieldName, contentFields, type LetterContent, letterContent } from "@/emails/content";
import { isLayoutCode, type LayoutCode, type LetterLocale, layouts } from "@/emails/layouts";

export { type LetterLocale, letterLocales } from "@/emails/layouts";

/** Gmail cuts what is longer, and the unsubscribe link with it. */
export const clipBytes = 102 * 1024;

export const problemCodes = [
  "required",
  "liquid",
  "unknown-variable",
  "empty-variable",
  "no-unsubscribe",
  "no-address",
  "too-large",
  "no-alt",
  "button-without-link",
  "link-without-button",
] as const;
export type ProblemCode = (typeof problemCodes)[number];

/** Something to look at before a letter goes out. Errors forbid publishing; warnings do not. */
export interface TemplateProblem {
  code: ProblemCode;
  severity: "error" | "warning";
  field?: ContentFieldName;
  /** What exactly: the engine's words, a variable's name, a size. */
  detail?: string;
}

/** The content as named texts, each of which is a small template. */
export function textsOf(
  layout: LayoutCode,
  content: LetterContent,
): Partial<Record<ContentFieldName, string>> {
  const texts: Partial<Record<ContentFieldName, string>> = {};
  for (const name of layouts[layout].fields) {
    const value = content[name];
    if (typeof value === "string") texts[name] = value;
    else if (Array.isArray(value))
      texts[name] = value.map((point) => `${point.title}\n${point.text}`).join("\n");
  }
  return texts;
}

/** What can be said about the content without running it. */
export function contentProblems(layout: LayoutCode, content: LetterContent): TemplateProblem[] {
  const problems: TemplateProblem[] = [];
  const shows = (name: ContentFieldName) => layouts[layout].fields.includes(name);
  for (const name of layouts[layout].fields) {
    const value = content[name];
    if (contentFields[name].isRequired && typeof value === "string" && value.trim() === "")
      problems.push({ code: "required", severity: "error", field: name });
  }
  if (shows("heroUrl") && content.heroUrl && !content.heroAlt.trim())
    problems.push({ code: "no-alt", severity: "warning", field: "heroAlt" });
  if (content.buttonLabel.trim() && !content.buttonUrl.trim())
    problems.push({ code: "button-without-link", severity: "warning", field: "buttonUrl" });
  if (content.buttonUrl.trim() && !content.buttonLabel.trim())
    problems.push({ code: "link-without-button", severity: "warning", field: "buttonLabel" });
  return problems;
}

/** `Spring sale` → `Spring sale (2)`, `Spring sale (2)` → `Spring sale (3)`. */
export function copyName(name: string): string {
  const match = /^(.*) \((\d+)\)$/.exec(name);
  return match ? `${match[1]} (${Number(match[2]) + 1})` : `${name} (2)`;
}

export const layoutOf = (row: { layout: string }): LayoutCode =>
  isLayoutCode(row.layout) ? row.layout : "plain-letter";
export const localeOf = (row: { locale: string }): LetterLocale => (row.locale === "ru" ? "ru" : "en");
/** Parsed, so that a field added to the product later has its default in old drafts. */
export const draftOf = (row: { draft: unknown }): LetterContent => letterContent.parse(row.draft);

interface Letter {
  layout: string;
  locale: string;
  content: unknown;
}
/** Key order of jsonb is not ours, so both sides pass through the schema before they are compared. */
export function isSameLetter(one: Letter, other: Letter): boolean {
  const [first, second] = [letterContent.safeParse(one.content), letterContent.safeParse(other.content)];
  return (
    one.layout === other.layout &&
    one.locale === other.locale &&
    first.success &&
    second.success &&
    JSON.stringify(first.data) === JSON.stringify(second.data)
  );
}
