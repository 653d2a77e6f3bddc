"use client";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { Check, CircleHelp, X } from "lucide-react";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { customerName, customerPath, type NamedCustomer } from "@/app/_components/customer-name";
import { CustomerPicker } from "@/app/_components/customer-picker";
import { useTRPC } from "@/app/_trpc/client";
import { problemOf } from "@/app/_trpc/problem";
import { SkeletonText } from "@/app/_ui/display/skeleton";
import { Section } from "@/app/_ui/layout/section";
import type { Verdict } from "@/server/domain/segments/explain";
import { type Group, isGroup, type Rule } from "@/server/domain/segments/rule";

/** Why somebody is in, or which condition keeps her out. */
export function CheckPerson({
  definition,
  sentenceOf,
}: {
  definition: Group;
  sentenceOf(rule: Rule): string;
}) {
  const t = useTranslations("segments.check");
  const trpc = useTRPC();
  const [person, setPerson] = useState<NamedCustomer>();
  const { data, error, isPending } = useQuery({
    ...trpc.segments.explain.queryOptions({ definition, customerId: person?.id ?? 1 }),
    enabled: person !== undefined,
    placeholderData: keepPreviousData,
    retry: false,
  });
  return (
    <Section title={t("title")} description={t("text")}>
      <CustomerPicker isClearable label={t("title")} value={person} onChange={setPerson} />
      {!person ? null : error ? (
        <p role="alert" className="text-bad text-sm">
          {problemOf(error)?.message ?? t("failed")}
        </p>
      ) : isPending || !data ? (
        <SkeletonText lines={3} />
      ) : (
        <div aria-live="polite" className="flex flex-col gap-2 text-sm">
          <p className="flex items-start gap-2 font-medium">
            <Mark holds={data.isMember} />
            <span>
              <Link href={customerPath(person.id)} className="quiet-link">
                {customerName(person)}
              </Link>{" "}
              {t(data.isMember ? "isIn" : "isOut")}
            </span>
          </p>
          {data.verdict ? <Parts verdict={data.verdict} sentenceOf={sentenceOf} /> : null}
        </div>
      )}
    </Section>
  );
}

function Mark({ holds }: { holds: boolean | null }) {
  const t = useTranslations("segments.check");
  const word = t(holds === null ? "unknown" : holds ? "holds" : "fails");
  return (
    <span role="img" aria-label={word} title={word} className="mt-0.5 shrink-0 [&_svg]:size-4">
      {holds === null ? (
        <CircleHelp className="text-faint" />
      ) : holds ? (
        <Check className="text-ok" />
      ) : (
        <X className="text-bad" />
      )}
    </span>
  );
}

function Parts({ verdict, sentenceOf }: { verdict: Verdict; sentenceOf(rule: Rule): string }) {
  const t = useTranslations("segments.check");
  if (!isGroup(verdict.rule))
    return (
      <p className="flex items-start gap-2">
        <Mark holds={verdict.holds} />
        <span className="text-pretty">{sentenceOf(verdict.rule)}</span>
      </p>
    );
  return (
    <div className="flex flex-col gap-1.5">
      <p className="text-muted text-xs">{t(`groups.${verdict.rule.kind}`)}</p>
      <ul className="flex flex-col gap-1.5 border-l pl-3">
        {verdict.parts.map((part, place) => {
          // A condition has no identity but its place.
          const key = `${place}-${part.rule.kind}`;
          return (
            <li key={key}>
              <Parts verdict={part} sentenceOf={sentenceOf} />
            </li>
          );
        })}
      </ul>
    </div>
  );
}
