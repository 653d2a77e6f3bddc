"use client";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { LayoutTemplate, Waypoints } from "lucide-react";
import type { ReactNode } from "react";
import { useTRPC } from "@/app/_trpc/client";
import { Avatar } from "@/app/_ui/display/avatar";
import { customerHint, customerName, customerPath } from "../customer-name";
import { useCan } from "../use-can";

export interface FoundObject {
  href: string;
  label: string;
  hint?: string | undefined;
  icon?: ReactNode;
}
export interface FoundGroup {
  /** Key in `shell.pages`. */
  id: string;
  items: FoundObject[];
}

const shownOfEach = 6;
/** Each kind is shown when it is found, whichever is slowest. */
const alone = { trpc: { context: { isAlone: true } } };

/** Customers, campaigns and templates that match what is being typed; asked from two letters on. */
export function useFoundObjects(text: string): { groups: FoundGroup[]; isLoading: boolean } {
  const trpc = useTRPC();
  const isAsked = text.length >= 2;
  const mayReadCustomers = useCan("customers:read");
  const mayReadCampaigns = useCan("campaigns:read");
  const mayReadTemplates = useCan("templates:read");
  const options = { placeholderData: keepPreviousData, staleTime: 30_000 };
  const customers = useQuery({
    ...trpc.customers.list.queryOptions({ search: text, limit: shownOfEach }, alone),
    ...options,
    enabled: isAsked && mayReadCustomers,
  });
  const campaigns = useQuery({
    ...trpc.campaigns.list.queryOptions({ search: text, limit: shownOfEach }, alone),
    ...options,
    enabled: isAsked && mayReadCampaigns,
  });
  const templates = useQuery({
    ...trpc.templates.list.queryOptions({ search: text }, alone),
    ...options,
    enabled: isAsked && mayReadTemplates,
  });
  if (!isAsked) return { groups: [], isLoading: false };
  const groups: FoundGroup[] = [
    {
      id: "customers",
      items: (customers.data?.items ?? []).map((row) => ({
        href: customerPath(row.id),
        label: customerName(row),
        hint: customerHint(row),
        icon: <Avatar size="sm" name={customerName(row)} />,
      })),
    },
    {
      id: "campaigns",
      items: (campaigns.data?.campaigns ?? []).map((row) => ({
        href: `/campaigns/${row.id}`,
        label: row.name,
        icon: <Waypoints strokeWidth={1.75} />,
      })),
    },
    {
      id: "templates",
      items: (templates.data?.rows ?? []).slice(0, shownOfEach).map((row) => ({
        href: `/templates/${row.id}`,
        label: row.name,
        icon: <LayoutTemplate strokeWidth={1.75} />,
      })),
    },
  ];
  return {
    groups: groups.filter((group) => group.items.length > 0),
    isLoading: customers.isFetching || campaigns.isFetching || templates.isFetching,
  };
}
