"use client";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { useFactNames } from "@/app/_components/contact-health/use-fact-names";
import { peopleOfFact } from "@/app/_components/people-behind";
import { useFormat } from "@/app/_i18n/use-format";
import { Section } from "@/app/_ui/layout/section";

interface WhoTheyAreProps {
  latest: { groups: Record<string, [string, number][]> };
  mailDomains: Record<string, number>;
}

/** Whose mailboxes, operators, zones: the largest groups, each opening its people. */
export function WhoTheyAre({ latest, mailDomains }: WhoTheyAreProps) {
  const t = useTranslations("quality");
  const names = useFactNames();
  const { accepts = 0, no_mail = 0, no_domain = 0, unchecked = 0 } = mailDomains;
  const groups = [
    { id: "provider", fact: "email_provider", name: names.provider },
    { id: "operator", fact: "operator", name: names.operator },
    { id: "phone_type", fact: "phone_type", name: names.phoneType },
    { id: "time_zone", fact: "time_zone", name: (zone: string) => zone.replace(/_/g, " ") },
    { id: "region", fact: "region", name: names.region },
  ] as const;
  return (
    <Section title={t("who.title")}>
      <div className="grid gap-x-10 gap-y-8 sm:grid-cols-2 xl:grid-cols-3">
        {groups.map((group) => (
          <div key={group.id} title={group.id === "operator" ? t("who.operatorNote") : undefined}>
            <h3 className="mb-1.5 text-muted text-sm">{t(`who.${group.id}`)}</h3>
            <Bars rows={(latest.groups[group.id] ?? []).slice(0, 8)} fact={group.fact} name={group.name} />
          </div>
        ))}
        <div>
          <h3 className="mb-1.5 text-muted text-sm">{t("domains.title")}</h3>
          <p className="text-pretty text-sm">
            {t("domains.text", { accepts, dead: no_mail + no_domain, unchecked })}
          </p>
          <p className="mt-1 text-faint text-xs">{t("domains.note")}</p>
        </div>
      </div>
    </Section>
  );
}

interface BarsProps {
  rows: readonly [string, number][];
  fact: string;
  name(value: string): string;
}

function Bars({ rows, fact, name }: BarsProps) {
  const t = useTranslations("quality.who");
  const format = useFormat();
  const most = Math.max(1, ...rows.map(([, count]) => count));
  if (rows.length === 0) return <p className="text-faint text-sm">{t("none")}</p>;
  return (
    <ul className="flex flex-col text-sm">
      {rows.map(([value, count]) => (
        <li key={value} className="relative flex items-center justify-between gap-3 py-1">
          <span
            aria-hidden="true"
            className="absolute inset-y-0.5 left-0 rounded-sm bg-accent-soft"
            style={{ width: `${(count / most) * 100}%` }}
          />
          <Link
            href={peopleOfFact(fact, value)}
            prefetch={false}
            className="quiet-link relative min-w-0 truncate px-1.5"
          >
            {name(value)}
          </Link>
          <span className="figures relative text-muted">{format.number(count)}</span>
        </li>
      ))}
    </ul>
  );
}
