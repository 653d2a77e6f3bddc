import {
  day,
  oneOf,
  oneOfOr,
  type SearchOf,
  searchSpec,
  text,
  whole,
  word,
} from "@/app/_components/search-params";
import { addDays, startOfDay } from "@/app/_i18n/zoned-day";
import {
  failReasons,
  type MessageState,
  type Reaction,
  reactions,
  skipReasons,
} from "@/server/domain/messages/model";

/** What people ask an outbox for: a state, or what the reader did. */
export const outboxStates = [
  "planned",
  "claimed",
  "sent",
  ...reactions,
  "skipped",
  "failed",
  "uncertain",
] as const;
export type OutboxState = (typeof outboxStates)[number];

export const messageReasons = [...skipReasons, ...failReasons] as const;

export const outboxSearch = searchSpec({
  q: text(),
  state: oneOf(outboxStates),
  reason: oneOf(messageReasons),
  kind: oneOf(["campaign", "test"] as const),
  campaign: word(),
  node: word(),
  customer: whole(),
  since: day(),
  until: day(),
});
export type OutboxSearch = SearchOf<typeof outboxSearch>;

const statesOf: Partial<Record<OutboxState, MessageState[]>> = {
  planned: ["planned"],
  claimed: ["claimed"],
  sent: ["accepted", "delivered"],
  skipped: ["skipped"],
  failed: ["failed"],
  uncertain: ["uncertain"],
};
const isReaction = (state: OutboxState | undefined): state is Reaction =>
  reactions.some((reaction) => reaction === state);

/** Days are days of the project's zone, both ends included. */
export const outboxInput = (search: OutboxSearch, timeZone: string) => ({
  search: search.q || undefined,
  states: search.state && statesOf[search.state],
  reaction: isReaction(search.state) ? search.state : undefined,
  reason: search.reason,
  sourceKind: search.kind,
  sourceId: search.campaign,
  nodeId: search.node,
  customerId: search.customer !== undefined && search.customer > 0 ? search.customer : undefined,
  from: search.since && startOfDay(search.since, timeZone).toISOString(),
  to: search.until && startOfDay(addDays(search.until, 1), timeZone).toISOString(),
});

/** How the letter is looked at: kept in the address, so that a view can be sent to a colleague. */
export const letterViews = ["desktop", "phone", "dark", "text", "source"] as const;
export type LetterViewName = (typeof letterViews)[number];
export const letterSearch = searchSpec({ view: oneOfOr(letterViews, "desktop") });
