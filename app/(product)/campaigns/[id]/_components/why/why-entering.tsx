"use client";
import { Check, Minus, X } from "lucide-react";
import { useTranslations } from "next-intl";
import { ExactTime } from "@/app/_components/moment";
import { cn } from "@/app/_ui/cn";
import { Section } from "@/app/_ui/layout/section";
import type { EntryExplanation } from "@/server/domain/campaigns";
import type { EntryCondition } from "@/server/domain/campaigns/model";

/** Asked of the person or of the campaign; all others are about a cart or a move, and say nothing where there is none. */
const withoutObject: ReadonlySet<EntryCondition> = new Set([
  "customer_active",
  "cart_exists",
  "has_moved",
  "reentry_allowed",
  "simultaneous_allowed",
]);

/** Would she enter now? The answer in a sentence, then every condition with how it stands. */
export function WhyEntering({ entering, hasEntered }: { entering: EntryExplanation; hasEntered: boolean }) {
  const t = useTranslations("campaigns.explain");
  const { wouldEnter, refusal, checks, dueAt, movedAt } = entering;
  const hasObject =
    checks.find(({ condition }) => condition === "cart_exists" || condition === "has_moved")?.holds !== false;
  const isOnlyWaiting = refusal === "idle_passed" && dueAt !== null;
  return (
    <Section title={t(hasEntered ? "again" : "whyNot")}>
      <p className={cn("text-pretty rounded-md p-3", wouldEnter ? "bg-ok-soft text-ok" : "bg-sunken")}>
        {refusal === null ? t("wouldEnter") : t(`refusals.${refusal}`)}
        {isOnlyWaiting ? (
          <>
            {" "}
            {t("dueAt")} <ExactTime at={dueAt} />
          </>
        ) : null}
        {movedAt ? (
          <>
            {" "}
            {t("movedAt")} <ExactTime at={movedAt} />
          </>
        ) : null}
      </p>
      {checks.length > 0 ? (
        <ul className="flex flex-col">
          {checks.map(({ condition, holds }) => (
            <li key={condition} className="flex items-start gap-2 border-b py-1.5 last:border-b-0">
              <Mark holds={hasObject || withoutObject.has(condition) ? holds : null} />
              <span className={cn("min-w-0", holds === false ? "font-medium" : "text-muted")}>
                {t(`conditions.${condition}`)}
              </span>
            </li>
          ))}
        </ul>
      ) : null}
    </Section>
  );
}

function Mark({ holds }: { holds: boolean | null }) {
  const t = useTranslations("campaigns.explain.holds");
  const shared = "mt-0.5 size-4 shrink-0";
  if (holds === null) return <Minus aria-label={t("unknown")} className={cn(shared, "text-faint")} />;
  if (holds) return <Check aria-label={t("yes")} className={cn(shared, "text-ok")} />;
  return <X aria-label={t("no")} className={cn(shared, "text-bad")} />;
}
