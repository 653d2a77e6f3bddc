"use client";
import { useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { useFormat } from "@/app/_i18n/use-format";
import { useTRPC } from "@/app/_trpc/client";
import { problemOf } from "@/app/_trpc/problem";
import { ErrorState } from "@/app/_ui/display/error-state";
import { Skeleton } from "@/app/_ui/display/skeleton";
import { Section } from "@/app/_ui/layout/section";
import { ProductPicture } from "../../_components/product-picture";

/** A share of fewer purchases than this says little. */
const enough = 30;

/** What lies in the same purchases most often: a count, and of how many. */
export function ProductCompanions({ id }: { id: number }) {
  const t = useTranslations("products.together");
  const format = useFormat();
  const trpc = useTRPC();
  const query = useQuery(trpc.products.companions.queryOptions({ id }));
  const { items = [], of = 0, isOfLatest } = query.data ?? {};
  const shown = format.number(of);
  return (
    <Section
      title={t("title")}
      description={
        items.length > 0
          ? `${t(isOfLatest ? "ofLatest" : "of", { shown })}${of < enough ? ` ${t("few")}` : ""}`
          : undefined
      }
    >
      {query.isError ? (
        <ErrorState isSmall message={problemOf(query.error)?.message} onRetry={() => void query.refetch()} />
      ) : query.isPending ? (
        <Skeleton className="h-40" />
      ) : items.length === 0 ? (
        <p className="text-muted text-sm">{t("none")}</p>
      ) : (
        <ol className="divide-y border-y">
          {items.map((item) => (
            <li key={item.id} className="flex items-center gap-3 py-2 text-sm">
              <ProductPicture address={item.imageUrl} className="size-9" />
              <Link href={`/products/prd_${item.id}`} className="quiet-link min-w-0 flex-1 truncate">
                {item.name}
              </Link>
              <span
                aria-hidden="true"
                className="h-1.5 w-24 shrink-0 overflow-hidden rounded-full bg-sunken max-sm:hidden"
              >
                <span
                  className="block h-full rounded-full bg-accent"
                  style={{ width: `${(100 * item.together) / Math.max(of, 1)}%` }}
                />
              </span>
              <span className="figures w-24 shrink-0 text-end">
                {t("times", { count: item.together, shown: format.number(item.together) })}
              </span>
              <span className="figures w-12 shrink-0 text-end text-faint">
                {format.percent(item.together / Math.max(of, 1))}
              </span>
            </li>
          ))}
        </ol>
      )}
    </Section>
  );
}
