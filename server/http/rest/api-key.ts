import { z } from "zod";
import * as account from "@/server/domain/account";
import { iso, isoOrNull } from "./names";
import { ownKey, type Route, route } from "./route";

const moment = z.string().nullable();
const key = z
  .object({
    id: z.string(),
    name: z.string(),
    prefix: z.string().meta({ description: "How its secret begins." }),
    scopes: z.array(z.string()),
    rate_per_second: z.number().int(),
    requests: z.number().int().meta({ description: "Ever made with it, to the second." }),
    expires_at: moment,
    previous_secret_ends_at: moment.meta({
      description: "Until when the secret before the last rotation works.",
    }),
  })
  .meta({ id: "ApiKey" });
const example: z.input<typeof key> = {
  id: "0b5c1a52-8a1e-4d0b-9f7c-3f6f0d2f9a10",
  name: "Warehouse",
  prefix: "car_4Jd0aX",
  scopes: ["customers:read", "customers:write", "orders:write", "key:rotate"],
  rate_per_second: 100,
  requests: 18_204,
  expires_at: null,
  previous_secret_ends_at: null,
};
const tag = "API key";

export const apiKeyRoutes: Route[] = [
  route({
    tag,
    method: "GET",
    path: "/api/v1/key",
    operationId: "getOwnKey",
    summary: "The key this request comes with: its scopes, limit and end",
    permission: ownKey,
    response: key,
    example: { response: example },
    async handle({ ctx }) {
      const own = await account.describeOwnKey(ctx);
      return {
        id: own.id,
        name: own.name,
        prefix: own.prefix,
        scopes: own.scopes,
        rate_per_second: own.ratePerSecond,
        requests: own.requests,
        expires_at: isoOrNull(own.expiresAt),
        previous_secret_ends_at: isoOrNull(own.previousExpiresAt),
      };
    },
  }),
  route({
    tag,
    method: "POST",
    path: "/api/v1/key/rotate",
    operationId: "rotateOwnKey",
    summary: "Replace the secret of the key this request comes with",
    description:
      "The new secret is in the answer and nowhere else. The old one works for `grace_hours` more: put the new one to use, then forget it.",
    permission: "key:rotate",
    body: z.strictObject({ grace_hours: z.number().int().min(0).max(720).default(24) }),
    response: z.object({ id: z.string(), key: z.string(), previous_secret_ends_at: moment }),
    example: {
      request: { grace_hours: 24 },
      response: {
        id: example.id,
        key: "car_4Jd0aX…",
        previous_secret_ends_at: "2026-02-01T10:00:00.000Z",
      },
    },
    async handle({ ctx, body }) {
      const made = await account.rotateOwnApiKey(ctx, { graceHours: body.grace_hours });
      return {
        id: made.id,
        key: made.key,
        previous_secret_ends_at: made.previousExpiresAt ? iso(made.previousExpiresAt) : null,
      };
    },
  }),
];
