import { z } from "zod";
import { query } from "@/server/kernel/command";
import { invalid } from "@/server/platform/errors";
import { pageOfTimeline, type TimelinePosition, type TimelineRow } from "./timeline-store";

/** What a timeline shows. `reaction`: delivered, opened, clicked, unsubscribed, complained, bounced. */
export const timelineKinds = [
  "event",
  "page",
  "profile",
  "visit",
  "cart",
  "order",
  "receipt",
  "message",
  "reaction",
  "campaign_entered",
  "campaign_left",
  "consent",
  "merge",
  "edit",
  "tag",
] as const;
export type TimelineKind = (typeof timelineKinds)[number];

const getTimelineInput = z.object({
  customerId: z.number().int().positive(),
  kinds: z.array(z.enum(timelineKinds)).min(1).max(timelineKinds.length).optional(),
  limit: z.number().int().min(1).max(500).default(100),
  cursor: z.string().max(300).optional(),
});

/** Everything that happened to one customer, newest first, as one stream. */
export const getTimeline = query({
  name: "analytics.get-timeline",
  permission: "customers:read",
  input: getTimelineInput,
  async run(
    ctx,
    { customerId, kinds, limit, cursor },
  ): Promise<{ items: TimelineRow[]; nextCursor: string | null }> {
    const before = cursor === undefined ? undefined : readCursor(cursor);
    const rows = await pageOfTimeline(ctx.db, customerId, kinds ?? timelineKinds, before, limit + 1);
    const items = rows.slice(0, limit);
    const last = items.at(-1);
    return {
      items: items.map(({ position: _, ...row }) => row),
      nextCursor: rows.length > limit && last ? writeCursor(last.position) : null,
    };
  },
});

const position = z.object({ at: z.string().regex(/^[\d :.+-]{19,40}$/), key: z.string().max(200) });
const writeCursor = (at: TimelinePosition) => Buffer.from(JSON.stringify(at)).toString("base64url");
function readCursor(text: string): TimelinePosition {
  try {
    return position.parse(JSON.parse(Buffer.from(text, "base64url").toString("utf8")));
  } catch {
    throw invalid("cursor: use page.next_cursor of the page before.", [
      { path: "cursor", message: "is not one of ours" },
    ]);
  }
}
