"use client";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { useFormat } from "@/app/_i18n/use-format";
import { cn } from "@/app/_ui/cn";

interface PeopleLinkProps {
  count: number;
  /** The list of exactly these people or records. */
  href: string;
  /** Written after the figure: "opened". Without it the figure stands alone, as in a table. */
  children?: string;
  className?: string;
}

/** A count that opens who is behind it. Nought opens nothing. */
export function PeopleLink({ count, href, children, className }: PeopleLinkProps) {
  const t = useTranslations("shared");
  const format = useFormat();
  const text = children ? `${format.number(count)} ${children}` : format.number(count);
  if (count === 0) return <span className={cn("figures text-faint", className)}>{text}</span>;
  return (
    <Link
      href={href}
      prefetch={false}
      title={t("showPeople")}
      className={cn("figures quiet-link", className)}
    >
      {text}
    </Link>
  );
}
