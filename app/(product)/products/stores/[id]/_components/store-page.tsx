"use client";
import { useQuery } from "@tanstack/react-query";
import { Pencil } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { HelpLink } from "@/app/_components/help-link";
import { PageColumns } from "@/app/_components/page-body";
import { useCan } from "@/app/_components/use-can";
import { useTRPC } from "@/app/_trpc/client";
import { problemOf } from "@/app/_trpc/problem";
import { Button } from "@/app/_ui/action/button";
import { DescriptionList } from "@/app/_ui/display/description-list";
import { ErrorState } from "@/app/_ui/display/error-state";
import { Skeleton, SkeletonText } from "@/app/_ui/display/skeleton";
import { PageHeader } from "@/app/_ui/layout/page-header";
import { Section } from "@/app/_ui/layout/section";
import { FieldFacts } from "../../../_components/field-facts";
import { EditStoreDialog } from "./edit-store-dialog";
import { StoreSales } from "./store-sales";

/** One store: what it sells by month, and what is known of it. */
export function StorePage({ id }: { id: number }) {
  const t = useTranslations("products");
  const trpc = useTRPC();
  const canWrite = useCan("products:write");
  const canReadOrders = useCan("orders:read");
  const [isEditing, setEditing] = useState(false);
  const query = useQuery(trpc.products.store.queryOptions({ id }));
  if (query.isError)
    return <ErrorState message={problemOf(query.error)?.message} onRetry={() => void query.refetch()} />;
  const store = query.data;
  if (!store)
    return (
      <PageColumns
        main={
          <>
            <Skeleton className="h-8 w-72" />
            <Skeleton className="h-56" />
          </>
        }
        aside={<SkeletonText lines={6} />}
      />
    );
  const facts = ["city", "region", "address", "format", "timeZone"] as const;
  return (
    <>
      <PageHeader
        crumbs={[{ label: t("tabs.stores"), href: "/products/stores" }]}
        title={store.name}
        aside={<HelpLink topic="products#stores" about={store.name} />}
        description={[store.city, store.address].filter(Boolean).join(", ") || undefined}
        actions={
          canWrite ? (
            <Button icon={<Pencil />} onClick={() => setEditing(true)}>
              {t("edit.action")}
            </Button>
          ) : undefined
        }
      />
      <PageColumns
        main={
          canReadOrders ? <StoreSales id={id} /> : <p className="text-muted text-sm">{t("sales.notYours")}</p>
        }
        aside={
          <>
            <Section title={t("facts")}>
              <DescriptionList
                items={[
                  ...facts.map((name) => ({ label: t(`columns.${name}`), value: store[name] ?? undefined })),
                  {
                    label: t("columns.externalId"),
                    value: <code className="break-all text-xs">{store.externalId}</code>,
                  },
                ]}
              />
            </Section>
            <FieldFacts object="store" attributes={store.attributes} />
          </>
        }
      />
      {isEditing ? <EditStoreDialog store={store} onClose={() => setEditing(false)} /> : null}
    </>
  );
}
