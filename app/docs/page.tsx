import type { Metadata } from "next";
import Link from "next/link";
import { getLocale, getTranslations } from "next-intl/server";
import { defaultLocale, isLocale } from "../_i18n/locale";
import { readGuide } from "./_guide/read-guide";
import { topics } from "./_guide/topics";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("docs");
  return { title: t("title") };
}

/** All guides, in the order of reading. */
export default async function GuidesPage() {
  const [t, locale] = await Promise.all([getTranslations("docs"), getLocale()]);
  const language = isLocale(locale) ? locale : defaultLocale;
  return (
    <main className="max-w-180">
      <h1 className="font-semibold text-2xl">{t("title")}</h1>
      <p className="mt-2 text-lg text-muted">{t("lead")}</p>
      <ul className="mt-8 divide-y divide-line border-line border-y">
        {topics.map((topic) => {
          const guide = readGuide(topic, language);
          return (
            <li key={topic}>
              <Link href={`/docs/${topic}`} className="group block py-3.5">
                <span className="font-medium text-lg group-hover:text-accent">{guide.title}</span>
                <span className="mt-0.5 block text-muted text-sm">{guide.lead}</span>
              </Link>
            </li>
          );
        })}
      </ul>
      <p className="mt-8 text-muted text-sm">
        {t("forDevelopers")} {/* A door, not a page: it is loaded as a document. */}
        <a href="/docs/api" className="text-accent">
          {t("api")}
        </a>
      </p>
    </main>
  );
}
