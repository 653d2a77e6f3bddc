import { z } from "zod";
import * as campaigns from "@/server/domain/campaigns";
import { notFound } from "@/server/platform/errors";
import { parsePublicId, publicId } from "@/server/platform/ids";
import { moneyOf } from "./money";
import { asPage, pageOf, pageQuery } from "./paging";
import { type Route, route } from "./route";

const count = z.number().int();
const moment = z.string().nullable();
const person = z
  .object({
    customer_id: z.string(),
    first_name: z.string().nullable(),
    last_name: z.string().nullable(),
    email: z.string().nullable(),
    at: z.string(),
    node_id: z.string().nullable(),
    reason: z.string().nullable(),
    message_id: z.string().nullable(),
    amount: z.number().nullable(),
  })
  .meta({ id: "ReportPerson" });

const step = z.object({
  node_id: z.string(),
  kind: z.string(),
  name: z.string(),
  entered_at: z.string(),
  left_at: moment,
  outcome: z.string().nullable(),
  reason: z.string().nullable(),
});
const explained = z
  .object({
    entries: z.array(
      z.object({
        version: count,
        state: z.string(),
        reason: z.string().nullable(),
        entered_at: z.string(),
        finished_at: moment,
        waiting_until: moment,
        path: z.array(step),
        messages: z.array(
          z.object({
            id: z.string(),
            node_id: z.string().nullable(),
            channel: z.string(),
            status: z.string(),
            reason: z.string().nullable(),
            detail: z.string().nullable(),
            subject: z.string().nullable(),
            planned_at: z.string(),
            accepted_at: moment,
            opened_at: moment,
            clicked_at: moment,
          }),
        ),
      }),
    ),
    entering: z.object({
      would_enter: z.boolean(),
      refusal: z
        .string()
        .nullable()
        .meta({ description: "The first entry rule that fails; null when she would enter." }),
      checks: z.array(z.object({ condition: z.string(), holds: z.boolean().nullable() })),
      due_at: moment,
    }),
  })
  .meta({ id: "CampaignExplanation" });

const iso = (at: Date | null) => at?.toISOString() ?? null;

function asExplained({
  entries,
  entering,
}: Awaited<ReturnType<typeof campaigns.explainCustomer>>): z.input<typeof explained> {
  return {
    entries: entries.map((entry) => ({
      version: entry.version,
      state: entry.state,
      reason: entry.reason,
      entered_at: entry.enteredAt.toISOString(),
      finished_at: iso(entry.finishedAt),
      waiting_until: iso(entry.waitingUntil),
      path: entry.path.map(({ nodeId, kind, name, enteredAt, leftAt, outcome, reason }) => ({
        node_id: nodeId,
        kind,
        name,
        entered_at: enteredAt.toISOString(),
        left_at: iso(leftAt),
        outcome,
        reason,
      })),
      messages: entry.messages.map(
        ({ nodeId, state, plannedAt, acceptedAt, openedAt, clickedAt, ...rest }) => ({
          ...rest,
          node_id: nodeId,
          status: state,
          planned_at: plannedAt.toISOString(),
          accepted_at: iso(acceptedAt),
          opened_at: iso(openedAt),
          clicked_at: iso(clickedAt),
        }),
      ),
    })),
    entering: {
      would_enter: entering.wouldEnter,
      refusal: entering.refusal,
      checks: entering.checks,
      due_at: iso(entering.dueAt),
    },
  };
}

const tag = "Campaigns";
export const campaignPeopleRoutes: Route[] = [
  route({
    method: "GET",
    path: "/api/v1/campaigns/{id}/report/people",
    operationId: "listCampaignReportPeople",
    tag,
    summary: "The people behind one number of the report, newest first",
    permission: "reports:read",
    params: z.object({ id: z.uuid() }),
    query: z.object({
      ...pageQuery(),
      metric: z.enum(campaigns.reportMetrics),
      node_id: z.string().max(64).optional(),
      reason: z.string().max(100).optional(),
      version: z.coerce.number().int().min(1).optional(),
      from: z.iso.datetime({ offset: true }).optional(),
      to: z.iso.datetime({ offset: true }).optional(),
    }),
    response: pageOf(person),
    async handle({ ctx, params, query: { node_id, ...rest } }) {
      const { people, nextCursor } = await campaigns.reportPeople(ctx, {
        campaignId: params.id,
        nodeId: node_id,
        ...rest,
      });
      const money = await moneyOf(ctx);
      const data = people.map((one) => ({
        customer_id: publicId("customer", one.customerId),
        first_name: one.firstName,
        last_name: one.lastName,
        email: one.email,
        at: one.at.toISOString(),
        node_id: one.nodeId,
        reason: one.reason,
        message_id: one.messageId,
        amount: one.amountMinor === null ? null : money(one.amountMinor),
      }));
      return asPage(data, rest.limit, nextCursor);
    },
  }),
  route({
    method: "GET",
    path: "/api/v1/campaigns/{id}/explain/{customer_id}",
    operationId: "explainCampaignCustomer",
    tag,
    summary: "Why a customer did or did not get something of this campaign",
    permission: "reports:read",
    params: z.object({ id: z.uuid(), customer_id: z.string().max(40) }),
    response: explained,
    async handle({ ctx, params }) {
      const customerId = parsePublicId("customer", params.customer_id);
      if (customerId === undefined) throw notFound("customer", params.customer_id);
      return asExplained(await campaigns.explainCustomer(ctx, { campaignId: params.id, customerId }));
    },
  }),
];
