import type { LetterContent } from "@/emails/content";
import { winBackLetters, winBackQuestions } from "@/emails/defaults/win-back";
import { defaultContent, type LayoutCode, type LetterLocale, layouts } from "@/emails/layouts";
import type { Queryable } from "@/server/db/client";
import { readSettings } from "@/server/domain/account";
import { compileLetter } from "./compile";
import { insertTemplate, insertVersion, knownCodes } from "./store";

interface Ready {
  code: string;
  layout: LayoutCode;
  name: Record<LetterLocale, string>;
  content(locale: LetterLocale): LetterContent;
}
const ofLayout = (code: LayoutCode): Ready => ({
  code,
  layout: code,
  name: layouts[code].name,
  content: (locale) => defaultContent(code, locale),
});
/** Ready letters of a new installation; recipes name them by code. */
const builtIn: readonly Ready[] = [
  ofLayout("cart-reminder"),
  ofLayout("cart-last-call"),
  ofLayout("welcome"),
  {
    code: "win-back",
    layout: "plain-letter",
    name: { en: "Slipping away", ru: "Давно не виделись" },
    content: (locale) => winBackLetters[locale],
  },
  {
    code: "win-back-question",
    layout: "plain-letter",
    name: { en: "Slipping away, one question", ru: "Давно не виделись, один вопрос" },
    content: (locale) => winBackQuestions[locale],
  },
];

/** Makes the ready letters that are not there yet, published. What people changed since stays as they left it. */
export async function ensureBuiltInTemplates(db: Queryable, now: Date): Promise<void> {
  const present = await knownCodes(
    db,
    builtIn.map((one) => one.code),
  );
  const missing = builtIn.filter(({ code }) => !present.has(code));
  if (missing.length === 0) return;
  const { locale } = await readSettings(db);
  for (const { code, layout, name, content: contentIn } of missing) {
    const content = contentIn(locale);
    const compiled = await compileLetter(layout, locale, content);
    await db.transaction(async (tx) => {
      const { id } = await insertTemplate(tx, {
        code,
        name: name[locale],
        layout,
        locale,
        draft: content,
        currentVersion: 1,
        createdAt: now,
        updatedAt: now,
      });
      await insertVersion(tx, {
        templateId: id,
        version: 1,
        layout,
        content,
        ...compiled,
        publishedAt: now,
      });
    });
  }
}
