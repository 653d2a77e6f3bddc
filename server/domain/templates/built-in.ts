import { defaultContent, type LayoutCode, layouts } from "@/emails/layouts";
import type { Queryable } from "@/server/db/client";
import { readSettings } from "@/server/domain/account";
import { compileLetter } from "./compile";
import { insertTemplate, insertVersion, knownCodes } from "./store";

/** Ready letters of a new installation; recipes name them by code, which is that of their layout. */
const builtIn: readonly LayoutCode[] = ["cart-reminder", "cart-last-call", "welcome"];

/** Makes the ready letters that are not there yet, published. What people changed since stays as they left it. */
export async function ensureBuiltInTemplates(db: Queryable, now: Date): Promise<void> {
  const present = await knownCodes(db, builtIn);
  const missing = builtIn.filter((code) => !present.has(code));
  if (missing.length === 0) return;
  const { locale } = await readSettings(db);
  for (const code of missing) {
    const content = defaultContent(code, locale);
    const compiled = await compileLetter(code, locale, content);
    await db.transaction(async (tx) => {
      const { id } = await insertTemplate(tx, {
        code,
        name: layouts[code].name[locale],
        layout: code,
        locale,
        draft: content,
        currentVersion: 1,
        createdAt: now,
        updatedAt: now,
      });
      await insertVersion(tx, {
        templateId: id,
        version: 1,
        layout: code,
        content,
        ...compiled,
        publishedAt: now,
      });
    });
  }
}
