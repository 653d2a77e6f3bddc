"use client";
import { useTranslations } from "next-intl";
import { CopyButton } from "@/app/_ui/action/copy-button";
import { JsonView } from "@/app/_ui/display/json-view";
import { SkeletonText } from "@/app/_ui/display/skeleton";
import { Section } from "@/app/_ui/layout/section";
import type { CustomerView } from "@/server/domain/customers";
import type { ProfileTab } from "../search-params";
import { ConsentLog } from "./consent-log";
import { ConsentMatrix } from "./consent-matrix";
import { CustomerLetters } from "./customer-letters";
import { PurchaseList } from "./customer-purchases";
import { CustomerTags } from "./customer-tags";
import { MergesLog } from "./merges-log";
import { Overview } from "./overview";
import { Timeline } from "./timeline";

interface Props {
  id: number;
  tab: ProfileTab;
  customer: CustomerView | undefined;
}

/** What a tab shows. */
export function ProfileTabContent({ id, tab, customer }: Props) {
  const t = useTranslations("customers.raw");
  switch (tab) {
    case "overview":
      return customer ? <Overview customer={customer} /> : <SkeletonText lines={12} />;
    case "timeline":
      return <Timeline customerId={id} />;
    case "orders":
    case "receipts":
      return <PurchaseList kind={tab} customerId={id} />;
    case "web":
      return <Timeline customerId={id} only="web" />;
    case "letters":
      return <CustomerLetters customerId={id} />;
    case "campaigns":
      return <Timeline customerId={id} only="campaigns" />;
    case "tags":
      return <CustomerTags customerId={id} />;
    case "consent":
      return (
        <>
          <ConsentMatrix customerId={id} />
          <ConsentLog customerId={id} />
        </>
      );
    case "merges":
      return <MergesLog customerId={id} />;
    case "raw":
      return customer ? (
        <Section
          title={t("title")}
          actions={<CopyButton text={JSON.stringify(customer, null, 2)} label={t("copy")} />}
        >
          <JsonView value={customer} />
        </Section>
      ) : (
        <SkeletonText lines={12} />
      );
  }
}
