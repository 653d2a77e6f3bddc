import { type ContentFieldName, contentFields, type LetterContent } from "@/emails/content";
import type { LayoutCode, LetterLocale } from "@/emails/layouts";
import { compileLetter } from "./compile";
import { clipBytes, contentProblems, type TemplateProblem, textsOf } from "./model";
import type { CompiledLetter } from "./render";
import { renderPool } from "./sandbox/pool";
import { isKnownVariable } from "./variables";

export interface Inspected {
  compiled: CompiledLetter;
  problems: TemplateProblem[];
  /** Outside variables the letter asks for. */
  variables: string[];
}

/** Compiles a draft and says all that is wrong with it. Parsing happens in a render thread: a template is hostile until proven dull. */
export async function inspectLetter(
  layout: LayoutCode,
  locale: LetterLocale,
  content: LetterContent,
): Promise<Inspected> {
  const compiled = await compileLetter(layout, locale, content);
  const found = await renderPool().inspect({ ...textsOf(layout, content), html: compiled.html });
  const inFields = found.problems.filter((problem) => problem.part !== "html");
  const broken = inFields.length > 0 ? inFields : found.problems;
  const problems: TemplateProblem[] = [
    ...contentProblems(layout, content),
    ...broken.map(({ part, message }) => ({
      code: "liquid" as const,
      severity: "error" as const,
      ...fieldOf(part),
      detail: message,
    })),
    ...found.variables
      .filter((path) => !isKnownVariable(path))
      .map((path) => ({ code: "unknown-variable" as const, severity: "warning" as const, detail: path })),
  ];
  if (broken.length === 0 && !found.variables.includes("links.unsubscribe"))
    problems.push({ code: "no-unsubscribe", severity: "error" });
  if (Buffer.byteLength(compiled.html) > clipBytes) problems.push({ code: "too-large", severity: "warning" });
  return { compiled, problems, variables: found.variables };
}

const fieldOf = (part: string): { field?: ContentFieldName } =>
  Object.hasOwn(contentFields, part) ? { field: part as ContentFieldName } : {};
