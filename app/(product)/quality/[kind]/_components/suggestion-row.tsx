"use client";
import { ArrowRight, Check, X } from "lucide-react";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { useEffect, useRef } from "react";
import { customerHint, customerName, customerPath } from "@/app/_components/customer-name";
import { Button } from "@/app/_ui/action/button";
import { cn } from "@/app/_ui/cn";

export interface SuggestionItem {
  customerId: number;
  kind: string;
  changes: Record<string, { from: string | null; to: string | null }>;
  firstName: string | null;
  lastName: string | null;
  email: string | null;
  phone: string | null;
}
interface SuggestionRowProps {
  item: SuggestionItem;
  isCurrent: boolean;
  canWrite: boolean;
  onFocus(): void;
  onDecide(decision: "accept" | "reject"): void;
}

const fieldOrder = ["email", "lastName", "firstName", "middleName", "gender"] as const;

/** Who, what is there, what is suggested; two buttons. */
export function SuggestionRow({ item, isCurrent, canWrite, onFocus, onDecide }: SuggestionRowProps) {
  const t = useTranslations("quality.review");
  const row = useRef<HTMLLIElement>(null);
  useEffect(() => {
    if (isCurrent) row.current?.scrollIntoView({ block: "nearest" });
  }, [isCurrent]);
  const person = { ...item, id: item.customerId };
  const shown = (field: string, value: string | null) =>
    value === null ? t("nothing") : field === "gender" ? t(`genders.${value as "male"}`) : value;
  return (
    <li
      ref={row}
      aria-current={isCurrent || undefined}
      onPointerMove={isCurrent ? undefined : onFocus}
      className={cn(
        "grid items-center gap-x-6 gap-y-1.5 border-b px-4 py-2.5 text-sm sm:grid-cols-[13rem_minmax(0,1fr)_auto] sm:px-6",
        isCurrent && "bg-hover shadow-[inset_2px_0_0_var(--color-accent)]",
      )}
    >
      <span className="min-w-0">
        <Link
          href={customerPath(item.customerId)}
          prefetch={false}
          className="quiet-link block truncate font-medium"
        >
          {customerName(person)}
        </Link>
        <span className="block truncate text-faint text-xs">{customerHint(person)}</span>
      </span>
      <span className="flex min-w-0 flex-col gap-1">
        {fieldOrder
          .flatMap((field) => {
            const change = item.changes[field];
            return change ? [{ field, ...change }] : [];
          })
          .map(({ field, from, to }) => (
            <span key={field} className="flex min-w-0 flex-wrap items-baseline gap-x-2">
              <span className="w-20 shrink-0 text-faint text-xs">{t(`fields.${field}`)}</span>
              <span
                className={cn("break-all text-muted", from !== null && "line-through decoration-line-strong")}
              >
                {shown(field, from)}
              </span>
              <ArrowRight aria-hidden="true" className="size-3.5 shrink-0 self-center text-faint" />
              <span className="break-all font-medium">{shown(field, to)}</span>
            </span>
          ))}
      </span>
      {canWrite ? (
        <span className="flex gap-1.5">
          <Button size="sm" icon={<Check />} onClick={() => onDecide("accept")}>
            {t("accept")}
          </Button>
          <Button size="sm" variant="ghost" icon={<X />} onClick={() => onDecide("reject")}>
            {t("reject")}
          </Button>
        </span>
      ) : null}
    </li>
  );
}
