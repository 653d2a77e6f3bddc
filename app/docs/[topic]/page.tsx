import type { Metadata } from "next";
import Link from "next/link";
import { notFound } from "next/navigation";
import { getLocale, getTranslations } from "next-intl/server";
import { defaultLocale, isLocale } from "@/app/_i18n/locale";
import { readGuide } from "../_guide/read-guide";
import type { Heading } from "../_guide/render";
import { isTopic, topics } from "../_guide/topics";

interface Props {
  params: Promise<{ topic: string }>;
}

async function guideOf({ params }: Props) {
  const [{ topic }, locale] = await Promise.all([params, getLocale()]);
  if (!isTopic(topic)) notFound();
  const language = isLocale(locale) ? locale : defaultLocale;
  return { topic, language, guide: readGuide(topic, language) };
}

export async function generateMetadata(props: Props): Promise<Metadata> {
  return { title: (await guideOf(props)).guide.title };
}

export default async function GuidePage(props: Props) {
  const [t, { topic, language, guide }] = await Promise.all([getTranslations("docs"), guideOf(props)]);
  const next = topics[topics.indexOf(topic) + 1];
  return (
    <div className="gap-14 lg:grid lg:grid-cols-[13rem_minmax(0,1fr)] print:block">
      <aside className="screen-only mb-8 lg:sticky lg:top-8 lg:mb-0 lg:max-h-[calc(100dvh-4rem)] lg:self-start lg:overflow-y-auto">
        <Link href="/docs" className="quiet-link text-muted text-sm">
          ← {t("all")}
        </Link>
        <Contents label={t("onThisPage")} headings={guide.headings} />
      </aside>
      <main>
        {/* Our own files, rendered without any HTML of theirs. */}
        {/* biome-ignore lint/security/noDangerouslySetInnerHtml: see above */}
        <article className="guide" dangerouslySetInnerHTML={{ __html: guide.html }} />
        {next ? (
          <p className="screen-only mt-12 border-line border-t pt-4 text-muted text-sm">
            {t("next")}{" "}
            <Link href={`/docs/${next}`} className="text-accent">
              {readGuide(next, language).title}
            </Link>
          </p>
        ) : null}
      </main>
    </div>
  );
}

const Contents = ({ label, headings }: { label: string; headings: Heading[] }) => (
  <nav aria-label={label} className="mt-5 max-lg:hidden">
    <ul className="space-y-1.5 border-line border-l text-sm">
      {headings
        .filter(({ depth }) => depth === 2 || depth === 3)
        .map(({ id, text, depth }) => (
          <li key={id} className={depth === 3 ? "pl-6" : "pl-3"}>
            <a href={`#${id}`} className="text-muted hover:text-ink">
              {text}
            </a>
          </li>
        ))}
    </ul>
  </nav>
);
