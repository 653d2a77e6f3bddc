"use client";
import { useQuery } from "@tanstack/react-query";
import { Pencil } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { customerCode, customerName } from "@/app/_components/customer-name";
import { TimeAgo } from "@/app/_components/moment";
import { PageColumns } from "@/app/_components/page-body";
import { useCan } from "@/app/_components/use-can";
import { useSearch } from "@/app/_components/use-search";
import { useTRPC } from "@/app/_trpc/client";
import { problemOf } from "@/app/_trpc/problem";
import { Button } from "@/app/_ui/action/button";
import { Badge } from "@/app/_ui/display/badge";
import { ErrorState } from "@/app/_ui/display/error-state";
import { JsonView } from "@/app/_ui/display/json-view";
import { Skeleton } from "@/app/_ui/display/skeleton";
import { PageHeader } from "@/app/_ui/layout/page-header";
import { Tabs } from "@/app/_ui/layout/tabs";
import { profileSearch, profileTabs } from "../search-params";
import { ConsentMatrix } from "./consent-matrix";
import { CustomerFacts } from "./customer-facts";
import { CustomerLetters } from "./customer-letters";
import { CustomerPurchases } from "./customer-purchases";
import { EditCustomerDialog } from "./edit-customer-dialog";
import { Timeline } from "./timeline";

/** One person: what is known on the right, what happened on the left. */
export function CustomerProfile({ id }: { id: number }) {
  const t = useTranslations("customers");
  const trpc = useTRPC();
  const canWrite = useCan("customers:write");
  const [{ tab }, setSearch] = useSearch(profileSearch);
  const [isEditing, setEditing] = useState(false);
  const query = useQuery(trpc.customers.get.queryOptions({ id }));
  if (query.isError)
    return <ErrorState message={problemOf(query.error)?.message} onRetry={() => void query.refetch()} />;
  const customer = query.data;
  return (
    <>
      <PageHeader
        crumbs={[{ href: "/customers", label: t("title") }]}
        title={customer ? customerName(customer) : <Skeleton className="h-6 w-56" />}
        aside={
          customer ? (
            <>
              <span className="text-faint">{customerCode(customer.id)}</span>
              {customer.state === "active" ? null : (
                <Badge tone="warn">{t(`states.${customer.state as "merged"}`)}</Badge>
              )}
              {customer.lastSeenAt ? (
                <span>
                  {t("seen")} <TimeAgo at={customer.lastSeenAt} />
                </span>
              ) : null}
            </>
          ) : null
        }
        actions={
          canWrite && customer ? (
            <Button icon={<Pencil />} onClick={() => setEditing(true)}>
              {t("edit.action")}
            </Button>
          ) : null
        }
        tabs={
          <Tabs
            label={t("tabs.label")}
            value={tab}
            onChange={(next) => setSearch({ tab: next }, { isStep: true })}
            tabs={profileTabs.map((value) => ({ value, label: t(`tabs.${value}`) }))}
          />
        }
      />
      <PageColumns
        main={
          <>
            {tab === "timeline" ? <Timeline customerId={id} /> : null}
            {tab === "purchases" ? <CustomerPurchases customerId={id} /> : null}
            {tab === "letters" ? <CustomerLetters customerId={id} /> : null}
            {tab === "consent" ? <ConsentMatrix customerId={id} /> : null}
            {tab === "raw" && customer ? <JsonView value={customer} /> : null}
          </>
        }
        aside={<CustomerFacts id={id} />}
      />
      {isEditing && customer ? (
        <EditCustomerDialog customer={customer} onClose={() => setEditing(false)} />
      ) : null}
    </>
  );
}
