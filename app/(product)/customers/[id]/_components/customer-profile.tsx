"use client";
import { useQuery } from "@tanstack/react-query";
import { Pencil } from "lucide-react";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { ContactValue } from "@/app/_components/contact-health";
import { customerCode, customerName } from "@/app/_components/customer-name";
import { TimeAgo } from "@/app/_components/moment";
import { PageColumns } from "@/app/_components/page-body";
import { TagChip } from "@/app/_components/tag-chip";
import { useCan } from "@/app/_components/use-can";
import { useKeys } from "@/app/_components/use-keys";
import { useSearch } from "@/app/_components/use-search";
import { useTRPC } from "@/app/_trpc/client";
import { problemOf } from "@/app/_trpc/problem";
import { Button } from "@/app/_ui/action/button";
import { Badge } from "@/app/_ui/display/badge";
import { EmptyState } from "@/app/_ui/display/empty-state";
import { ErrorState } from "@/app/_ui/display/error-state";
import { Skeleton } from "@/app/_ui/display/skeleton";
import { PageHeader } from "@/app/_ui/layout/page-header";
import { Tabs } from "@/app/_ui/layout/tabs";
import type { CustomerView } from "@/server/domain/customers";
import { profileSearch, profileTabs } from "../search-params";
import { CustomerFacts } from "./customer-facts";
import { EditCustomerDialog } from "./edit-customer-dialog";
import { LawMenu } from "./law-menu";
import { ProfileTabContent } from "./profile-tab-content";

/** One person: who she is in the head, one tab at a time on the left, facts beside it. */
export function CustomerProfile({ id }: { id: number }) {
  const t = useTranslations("customers");
  const trpc = useTRPC();
  const canWrite = useCan("customers:write");
  const [{ tab }, setSearch] = useSearch(profileSearch);
  const [isEditing, setEditing] = useState(false);
  const query = useQuery(trpc.customers.get.queryOptions({ id }));
  const step = (by: number) => {
    const next = profileTabs[profileTabs.indexOf(tab) + by];
    if (next) setSearch({ tab: next });
  };
  useKeys({
    e: () => canWrite && setEditing(true),
    "]": () => step(1),
    "[": () => step(-1),
  });
  if (query.isError && problemOf(query.error)?.code === "NOT_FOUND")
    return (
      <EmptyState
        drawing="people"
        title={t("missing.title")}
        actions={
          <Link href="/customers" className="quiet-link font-medium">
            {t("missing.toList")}
          </Link>
        }
      >
        {t("missing.text")}
      </EmptyState>
    );
  if (query.isError)
    return <ErrorState message={problemOf(query.error)?.message} onRetry={() => void query.refetch()} />;
  const customer = query.data;
  return (
    <>
      <PageHeader
        crumbs={[{ href: "/customers", label: t("title") }]}
        title={customer ? customerName(customer) : <Skeleton className="h-6 w-56" />}
        aside={customer ? <HeaderFacts customer={customer} /> : null}
        actions={
          customer ? (
            <>
              {canWrite ? (
                <Button icon={<Pencil />} onClick={() => setEditing(true)}>
                  {t("edit.action")}
                </Button>
              ) : null}
              <LawMenu customerId={id} />
            </>
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
        main={<ProfileTabContent id={id} tab={tab} customer={customer} />}
        aside={<CustomerFacts id={id} isBesideOverview={tab === "overview"} />}
      />
      {isEditing && customer ? (
        <EditCustomerDialog customer={customer} onClose={() => setEditing(false)} />
      ) : null}
    </>
  );
}

function HeaderFacts({ customer }: { customer: CustomerView }) {
  const t = useTranslations("customers");
  const trpc = useTRPC();
  const { data: tags } = useQuery(trpc.tags.ofCustomer.queryOptions({ customerId: customer.id }));
  return (
    <span className="flex min-w-0 flex-wrap items-center gap-x-3 gap-y-1">
      <span className="text-faint">{customerCode(customer.id)}</span>
      {customer.state === "active" ? null : (
        <Badge tone="warn">{t(`states.${customer.state as "merged"}`)}</Badge>
      )}
      {customer.email ? <ContactValue value={customer.email} code={customer.emailCode} /> : null}
      {customer.phone ? <ContactValue value={customer.phone} code={customer.phoneCode} /> : null}
      {customer.lastSeenAt ? (
        <span>
          {t("seen")} <TimeAgo at={customer.lastSeenAt} />
        </span>
      ) : null}
      {tags?.items.map((tag) => (
        <TagChip key={tag.id} name={tag.name} color={tag.color} />
      ))}
    </span>
  );
}
