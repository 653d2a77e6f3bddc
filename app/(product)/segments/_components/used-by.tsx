"use client";
import Link from "next/link";
import { useTranslations } from "next-intl";

interface Place {
  kind: string;
  id: string;
  label: string;
}
const pages: Record<string, (id: string) => string> = {
  segment: (id) => `/segments/${id}`,
  campaign: (id) => `/campaigns/${id}`,
  template: (id) => `/templates/${id}`,
};

/** The places that refer to a segment, each a way there. */
export function UsedBy({ places }: { places: readonly Place[] }) {
  const t = useTranslations("segments.usedIn");
  if (places.length === 0) return <p className="text-muted text-sm">{t("nothing")}</p>;
  return (
    <ul className="flex flex-col gap-1.5 text-sm">
      {places.map((place) => {
        const page = pages[place.kind]?.(place.id);
        return (
          <li key={`${place.kind}:${place.id}`} className="flex items-baseline justify-between gap-3">
            {page ? (
              <Link href={page} className="quiet-link min-w-0 truncate">
                {place.label}
              </Link>
            ) : (
              <span className="min-w-0 truncate">{place.label}</span>
            )}
            <span className="shrink-0 text-faint text-xs">
              {t.has(`kinds.${place.kind as "segment"}`) ? t(`kinds.${place.kind as "segment"}`) : place.kind}
            </span>
          </li>
        );
      })}
    </ul>
  );
}
