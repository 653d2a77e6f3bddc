import { z } from "zod";
import { getMessage, listCustomerMessages, type MessageRow, messageStates } from "@/server/domain/messages";
import { invalid } from "@/server/platform/errors";
import { parsePublicId, publicId } from "@/server/platform/ids";
import { asPage, pageOf, pageQuery } from "./paging";
import { type Route, route } from "./route";

const instant = z.iso.datetime();
const moment = instant.nullable();

const message = z
  .object({
    id: z.uuid(),
    customer_id: z.string(),
    channel: z.string(),
    status: z.enum(messageStates),
    reason: z.string().nullable().meta({ description: "Why it was skipped, failed or is uncertain." }),
    detail: z.string().nullable().meta({ description: "The provider's or the renderer's own words." }),
    subject: z.string().nullable(),
    html: z.string().nullable().meta({ description: "As it was sent; null until it is rendered." }),
    address: z.string().nullable(),
    source: z.string().meta({ description: "campaign, mailing or test." }),
    campaign_id: z.string().nullable(),
    campaign_name: z.string().nullable(),
    node_id: z.string().nullable(),
    template_id: z.string().nullable(),
    category: z.string(),
    attempts: z.number().int(),
    created_at: instant,
    not_before: instant.meta({ description: "It is not sent earlier." }),
    sent_at: moment,
    delivered_at: moment,
    failed_at: moment,
    opened_at: moment.meta({ description: "First open or click by a person." }),
    clicked_at: moment.meta({ description: "First click by a person." }),
    unsubscribed_at: moment,
    complained_at: moment,
  })
  .meta({ id: "Message" });

const iso = (at: Date | null): string | null => at?.toISOString() ?? null;

const present = (row: MessageRow, html: string | null): z.input<typeof message> => ({
  id: row.id,
  customer_id: publicId("customer", row.customerId),
  channel: row.channel,
  status: row.state,
  reason: row.reason,
  detail: row.detail,
  subject: row.subject,
  html,
  address: row.address,
  source: row.sourceKind,
  campaign_id: row.sourceKind === "campaign" ? row.sourceId : null,
  campaign_name: row.sourceKind === "campaign" ? row.sourceName : null,
  node_id: row.nodeId,
  template_id: row.templateId,
  category: row.category,
  attempts: row.attempts,
  created_at: row.createdAt.toISOString(),
  not_before: row.notBefore.toISOString(),
  sent_at: iso(row.sentAt),
  delivered_at: iso(row.deliveredAt),
  failed_at: iso(row.failedAt),
  opened_at: iso(row.openedAt),
  clicked_at: iso(row.clickedAt),
  unsubscribed_at: iso(row.unsubscribedAt),
  complained_at: iso(row.complainedAt),
});

const happened = z.object({
  kind: z.string(),
  at: instant,
  is_machine: z.boolean().meta({ description: "A scanner or an image proxy, by the evidence in `data`." }),
  url: z.string().nullable(),
  data: z.record(z.string(), z.unknown()),
});
const story = message
  .extend({
    text: z.string().nullable(),
    events: z.array(happened).meta({ description: "Everything that happened to it, in order." }),
    entered_campaign_at: moment,
  })
  .meta({ id: "MessageStory" });

function customerNumber(text: string): number {
  const id = parsePublicId("customer", text);
  if (id === undefined)
    throw invalid("id: a customer's id looks like cus_1042.", [
      { path: "id", message: "is not a customer's id" },
    ]);
  return id;
}

export const messageRoutes: Route[] = [
  route({
    method: "GET",
    path: "/api/v1/customers/{id}/messages",
    operationId: "listCustomerMessages",
    tag: "Messages",
    summary: "Everything ever planned for a customer, newest first",
    description: "Also what was not sent: `status` is then `skipped` and `reason` says why.",
    permission: "messages:read",
    params: z.object({ id: z.string().max(30) }),
    query: z.object(pageQuery(200, 50)),
    response: pageOf(message),
    async handle({ ctx, params, query }) {
      const customerId = customerNumber(params.id);
      const { rows, nextCursor } = await listCustomerMessages(ctx, { customerId, ...query });
      return asPage(
        rows.map((row) => present(row, row.html)),
        query.limit,
        nextCursor,
      );
    },
  }),
  route({
    method: "GET",
    path: "/api/v1/messages/{id}",
    operationId: "getMessage",
    tag: "Messages",
    summary: "A message with its whole story",
    permission: "messages:read",
    params: z.object({ id: z.uuid() }),
    response: story,
    async handle({ ctx, params }) {
      const found = await getMessage(ctx, { id: params.id });
      return {
        ...present(found, found.content?.html ?? null),
        text: found.content?.text ?? null,
        events: found.events.map(({ kind, at, isMachine, url, data }) => ({
          kind,
          at: at.toISOString(),
          is_machine: isMachine,
          url,
          data,
        })),
        entered_campaign_at: iso(found.entry?.enteredAt ?? null),
      };
    },
  }),
];
