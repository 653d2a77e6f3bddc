"use client";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { LayoutTemplate, Waypoints } from "lucide-react";
import type { ReactNode } from "react";
import { useTRPC } from "@/app/_trpc/client";
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

/** Customers, campaigns and templates that match what is being typed; asked from two letters on. */
export function useFoundObjects(text: string): { groups: FoundGroup[]; isLoading: boolean } {
  const trpc = useTRPC();
  const isAsked = text.length >= 2;
  const mayReadCampaigns = useCan("campaigns:read");
  const mayReadTemplates = useCan("templates:read");
  const options = { placeholderData: keepPreviousData, staleTime: 30_000 };
  const campaigns = useQuery({
    ...trpc.campaigns.list.queryOptions({ search: text, limit: shownOfEach }),
    ...options,
    enabled: isAsked && mayReadCampaigns,
  });
  const templates = useQuery({
    ...trpc.templates.list.queryOptions({ search: text }),
    ...options,
    enabled: isAsked && mayReadTemplates,
  });
  if (!isAsked) return { groups: [], isLoading: false };
  const groups: FoundGroup[] = [
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
    isLoading: campaigns.isFetching || templates.isFetching,
  };
}
