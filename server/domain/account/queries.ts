import { z } from "zod";
import { apiScopes, permissionsOf } from "@/server/kernel/access";
import { query } from "@/server/kernel/command";
import { env } from "@/server/platform/env";
import { forbidden } from "@/server/platform/errors";
import * as store from "./store";

export const getProjectSettings = query({
  name: "account.get-project-settings",
  permission: "settings:read",
  input: z.object({}),
  run: (ctx) => store.readSettings(ctx.db),
});

/** Who is signed in, what she may do, and how the project writes money and dates. */
export const getSelf = query({
  name: "account.get-self",
  permission: "self:write",
  input: z.object({}),
  async run(ctx) {
    if (ctx.actor.kind !== "user") throw forbidden("self:write");
    const [user, settings] = await Promise.all([
      store.findUser(ctx.db, ctx.actor.id),
      store.readSettings(ctx.db),
    ]);
    return {
      id: ctx.actor.id,
      name: user?.name ?? "",
      email: user?.email ?? "",
      locale: user?.locale ?? "en",
      role: ctx.actor.role,
      permissions: [...permissionsOf(ctx.actor.role)],
      project: { company: settings.company, timeZone: settings.timeZone, currency: settings.currency },
    };
  },
});

export const listUsers = query({
  name: "account.list-users",
  permission: "users:read",
  input: z.object({}),
  async run(ctx) {
    const [users, invitations] = await Promise.all([
      store.listUsers(ctx.db),
      store.listOpenInvitations(ctx.db, ctx.clock.now()),
    ]);
    return { users, invitations };
  },
});

export const listApiKeys = query({
  name: "account.list-api-keys",
  permission: "api-keys:read",
  input: z.object({}),
  run: async (ctx) => ({
    keys: await store.listApiKeys(ctx.db),
    scopes: [...apiScopes],
    /** What a key may do a second unless told otherwise. */
    ratePerSecond: env.API_REQUESTS_PER_SECOND,
  }),
});

export const listAuditLog = query({
  name: "account.list-audit-log",
  permission: "audit:read",
  input: z.object({
    search: z.string().max(100).optional(),
    cursor: z.number().int().nullish(),
    limit: z.number().int().min(1).max(200).default(50),
  }),
  async run(ctx, input) {
    const rows = await store.listAudit(ctx.db, {
      search: input.search,
      before: input.cursor ?? undefined,
      limit: input.limit + 1,
    });
    const page = rows.slice(0, input.limit);
    return { rows: page, nextCursor: rows.length > input.limit ? (page.at(-1)?.id ?? null) : null };
  },
});
