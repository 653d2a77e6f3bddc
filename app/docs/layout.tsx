import "./guide.css";
import Link from "next/link";
import { getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { LanguageSwitch } from "../_components/language-switch";
import { Wordmark } from "../_components/wordmark";

/** Guides for those who use the product: public, quiet, made to be read and printed. */
export default async function DocsLayout({ children }: { children: ReactNode }) {
  const t = await getTranslations("docs");
  return (
    <div className="min-h-dvh bg-canvas">
      <header className="screen-only border-line border-b">
        <div className="mx-auto flex max-w-270 items-center gap-5 px-5 py-3 sm:px-8">
          <Link href="/" aria-label={t("back")} title={t("back")}>
            <Wordmark />
          </Link>
          <Link href="/docs" className="quiet-link text-muted text-sm">
            {t("title")}
          </Link>
          <span className="flex-1" />
          <LanguageSwitch />
        </div>
      </header>
      <div className="mx-auto max-w-270 px-5 pt-8 pb-24 sm:px-8 print:p-0">{children}</div>
    </div>
  );
}
