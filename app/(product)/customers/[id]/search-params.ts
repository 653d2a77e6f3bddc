import { oneOfOr, searchSpec, someOf } from "@/app/_components/search-params";

export const profileTabs = [
  "overview",
  "timeline",
  "orders",
  "receipts",
  "web",
  "letters",
  "campaigns",
  "tags",
  "consent",
  "merges",
  "raw",
] as const;
export type ProfileTab = (typeof profileTabs)[number];
/** What one filters a timeline by; each stands for one or more kinds of entries. */
export const timelineGroups = {
  web: ["visit", "page", "event", "cart"],
  purchases: ["order", "receipt"],
  letters: ["message", "reaction"],
  campaigns: ["campaign_entered", "campaign_left"],
  profile: ["profile", "consent", "merge", "edit", "tag"],
} as const;
export type TimelineGroup = keyof typeof timelineGroups;
const groups = Object.keys(timelineGroups) as TimelineGroup[];

export const profileSearch = searchSpec({ tab: oneOfOr(profileTabs, "overview"), show: someOf(groups) });

export const timelineInput = (customerId: number, show: readonly TimelineGroup[], limit = 60) => ({
  customerId,
  limit,
  kinds: show.length > 0 ? show.flatMap((group) => [...timelineGroups[group]]) : undefined,
});
