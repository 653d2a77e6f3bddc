"use client";
import Link from "next/link";
import { useTranslations } from "next-intl";
import type { Usage } from "@/server/domain/fields";

const pages: Record<string, (id: string) => string> = {
  campaign: (id) => `/campaigns/${id}`,
  template: (id) => `/templates/${id}`,
  import_mapping: (id) => `/imports/${id}`,
  segment: (id) => `/segments/${id}`,
};
const known = ["campaign", "template", "segment", "import_mapping", "field"] as const;

/** The places that refer to an object, each a link where it has a page. */
export function UsedBy({ usages }: { usages: readonly Usage[] }) {
  const t = useTranslations("fields.settings.kinds");
  return (
    <ul className="flex flex-col gap-1 text-sm">
      {usages.map((usage) => {
        const kind = known.find((one) => one === usage.kind) ?? "other";
        const href = pages[usage.kind]?.(usage.id);
        return (
          <li key={`${usage.kind} ${usage.id}`} className="flex items-baseline gap-2">
            <span className="w-24 shrink-0 text-faint text-xs">{t(kind)}</span>
            {href ? (
              <Link href={href} className="truncate text-accent hover:underline">
                {usage.label}
              </Link>
            ) : (
              <span className="truncate">{usage.label}</span>
            )}
          </li>
        );
      })}
    </ul>
  );
}
