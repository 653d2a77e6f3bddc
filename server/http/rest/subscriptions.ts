import { z } from "zod";
import { setSubscriptions } from "@/server/domain/customers";
import { publicId } from "@/server/platform/ids";
import { readId } from "./names";
import { bulkBytes } from "./object-routes";
import { type Route, route } from "./route";

const identifier = z.union([z.string().max(255), z.number()]).optional();
const item = z
  .strictObject({
    customer: z
      .strictObject({
        id: z.string().max(40).optional(),
        external_id: identifier,
        email: z.string().max(320).optional(),
        phone: identifier,
      })
      .meta({ description: "One of the identifiers; the strongest counts." }),
    channel: z.string().regex(/^[a-z_]{1,30}$/, "Use the code of a channel such as email."),
    category: z
      .string()
      .max(60)
      .default("")
      .meta({ description: "Of mailings; the whole channel without it." }),
    state: z.enum(["subscribed", "unsubscribed", "pending"]),
    reason: z.string().trim().max(500).optional(),
    wording: z.string().trim().max(2000).optional().meta({ description: "The text she agreed to." }),
  })
  .meta({ id: "SubscriptionWrite" });
const count = z.number().int();

export const subscriptionRoutes: Route[] = [
  route({
    tag: "Subscriptions",
    method: "POST",
    path: "/api/v1/subscriptions/bulk",
    operationId: "setSubscriptions",
    summary: "Tell the consent of up to 1,000 customers, with proofs",
    description:
      "Each item is kept as a proof. Nobody is created. Somebody who left is not brought back (`unchanged`), unless `may_resubscribe` " +
      "says that these are people's own acts, such as a form on your site.",
    permission: "customers:write",
    body: z.strictObject({
      items: z.array(item).min(1).max(1000),
      may_resubscribe: z.boolean().default(false),
    }),
    maxBytes: bulkBytes,
    response: z.object({
      summary: z.object({ updated: count, unchanged: count, rejected: count }),
      results: z.array(
        z.object({
          customer_id: z.string().nullable(),
          outcome: z.enum(["updated", "unchanged", "rejected"]),
          problems: z.array(z.object({ path: z.string(), code: z.string(), message: z.string() })),
        }),
      ),
    }),
    example: {
      request: {
        items: [
          {
            customer: { external_id: "1042" },
            channel: "email",
            state: "subscribed",
            wording: "I agree to get news by e-mail.",
          },
        ],
        may_resubscribe: true,
      },
      response: {
        summary: { updated: 1, unchanged: 0, rejected: 0 },
        results: [{ customer_id: "cus_77", outcome: "updated", problems: [] }],
      },
    },
    async handle({ ctx, body }) {
      const { results } = await setSubscriptions(ctx, {
        mayResubscribe: body.may_resubscribe,
        items: body.items.map(({ customer: { id, external_id, ...customer }, ...rest }) => ({
          ...rest,
          customer: {
            ...customer,
            id: id === undefined ? undefined : readId("customer", id),
            externalId: external_id,
          },
        })),
      });
      const summary = { updated: 0, unchanged: 0, rejected: 0 };
      for (const { outcome } of results) summary[outcome]++;
      return {
        summary,
        results: results.map(({ customerId, outcome, problems }) => ({
          customer_id: customerId === null ? null : publicId("customer", customerId),
          outcome,
          problems,
        })),
      };
    },
  }),
];
