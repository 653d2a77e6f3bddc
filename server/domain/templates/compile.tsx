import { render } from "react-email";
import type { LetterContent } from "@/emails/content";
import type { LayoutCode, LetterLocale } from "@/emails/layouts";
import { Letter } from "@/emails/layouts/letter";
import { restoreLiquid } from "./liquid-text";
import type { CompiledLetter } from "./render";

/** React Email runs here, once per version; what comes out is markup whose Liquid is still to be run. */
export async function compileLetter(
  layout: LayoutCode,
  locale: LetterLocale,
  content: LetterContent,
): Promise<CompiledLetter> {
  const markup = await render(<Letter layout={layout} content={content} locale={locale} />);
  return { html: restoreLiquid(markup), subject: content.subject, preheader: content.preheader, locale };
}
