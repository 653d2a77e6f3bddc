import { sql } from "drizzle-orm";
import { type CommandContext, command } from "@/server/kernel/command";
import { encryptSecret } from "@/server/platform/crypto";
import { conflict, notFound } from "@/server/platform/errors";
import { parseOutboundUrl } from "@/server/platform/outbound";
import { maxEndpoints, pingType, rotationMs } from "./model";
import { type EndpointView, endpointView } from "./queries";
import * as schema from "./schema";
import { newSecret } from "./signature";
import {
  findDelivery,
  insertEndpoint,
  insertEventFor,
  lockEndpoint,
  readEndpoints,
  removeEndpoint,
  requeue,
  saveEndpoint,
} from "./store";

/** An endpoint with its secret: shown this once. */
export type EndpointWithSecret = EndpointView & { secret: string };

export const createEndpoint = command({
  name: "webhooks.create-endpoint",
  permission: "sources:write",
  input: schema.createEndpoint,
  async run(ctx, { url, types, description }): Promise<EndpointWithSecret> {
    const address = parseOutboundUrl(url).href;
    const known = await readEndpoints(ctx.db);
    if (known.length >= maxEndpoints)
      throw conflict(`There are ${maxEndpoints} endpoints already. Delete one that is not needed.`);
    const secret = newSecret();
    const now = ctx.clock.now();
    const record = await insertEndpoint(ctx.db, {
      url: address,
      types,
      description,
      secret: encryptSecret(secret),
      createdBy: ctx.actor.label,
      createdAt: now,
      updatedAt: now,
    });
    ctx.audit({ subjectType: "webhook", subjectId: record.id, changes: { url: address, types } });
    return { ...endpointView(record), secret };
  },
});

/** Making it active again forgets its failures: it is tried at once. */
export const updateEndpoint = command({
  name: "webhooks.update-endpoint",
  permission: "sources:write",
  input: schema.updateEndpoint,
  async run(ctx, { id, url, types, description, isActive }): Promise<EndpointView> {
    const before = await locked(ctx, id);
    const state = isActive === undefined ? before.state : isActive ? "active" : "paused";
    const isRevived = state === "active" && before.state !== "active";
    const record = await saveEndpoint(ctx.db, id, {
      ...(url === undefined ? {} : { url: parseOutboundUrl(url).href }),
      ...(types === undefined ? {} : { types }),
      ...(description === undefined ? {} : { description }),
      state,
      updatedAt: ctx.clock.now(),
      ...(isRevived
        ? { failingSince: null, failuresInRow: 0, restsUntil: null, disabledAt: null, disabledReason: null }
        : {}),
    });
    ctx.audit({ subjectType: "webhook", subjectId: id, changes: { url, types, description, state } });
    await wakeDelivery(ctx);
    if (!record) throw notFound("webhook endpoint", id);
    return endpointView(record);
  },
});

/** With everything that was recorded for it. */
export const deleteEndpoint = command({
  name: "webhooks.delete-endpoint",
  permission: "sources:write",
  input: schema.endpointId,
  async run(ctx, { id }): Promise<void> {
    const { url } = await locked(ctx, id);
    await removeEndpoint(ctx.db, id);
    ctx.audit({ subjectType: "webhook", subjectId: id, changes: { deleted: url } });
  },
});

/** A new secret; for a day both sign. */
export const rotateSecret = command({
  name: "webhooks.rotate-secret",
  permission: "sources:write",
  input: schema.endpointId,
  async run(ctx, { id }): Promise<EndpointWithSecret> {
    const before = await locked(ctx, id);
    const now = ctx.clock.now();
    const secret = newSecret();
    const record = await saveEndpoint(ctx.db, id, {
      secret: encryptSecret(secret),
      previousSecret: before.secret,
      previousSecretUntil: new Date(now.getTime() + rotationMs),
      updatedAt: now,
    });
    ctx.audit({ subjectType: "webhook", subjectId: id, changes: { secret: "replaced" } });
    return { ...endpointView(record ?? before), secret };
  },
});

/** Sends a `test.ping` to this endpoint, whatever its state; its delivery tells what came of it. */
export const sendPing = command({
  name: "webhooks.send-ping",
  permission: "sources:write",
  input: schema.endpointId,
  async run(ctx, { id }): Promise<{ eventId: string }> {
    await locked(ctx, id);
    const now = ctx.clock.now();
    // A rest is for what comes by itself; somebody who presses the button waits for an answer.
    await saveEndpoint(ctx.db, id, { restsUntil: null });
    const eventId = await insertEventFor(ctx.db, id, {
      type: pingType,
      data: { message: "It works.", sent_by: ctx.actor.label },
      now,
    });
    await wakeDelivery(ctx);
    return { eventId };
  },
});

export const replayDelivery = command({
  name: "webhooks.replay-delivery",
  permission: "sources:write",
  input: schema.replayDelivery,
  async run(ctx, { endpointId, eventId }): Promise<{ count: number }> {
    await locked(ctx, endpointId);
    if (!(await findDelivery(ctx.db, endpointId, eventId))) throw notFound("delivery", eventId);
    await saveEndpoint(ctx.db, endpointId, { restsUntil: null });
    const count = await requeue(ctx.db, endpointId, { eventId }, ctx.clock.now());
    ctx.audit({ subjectType: "webhook", subjectId: endpointId, changes: { replayed: eventId } });
    await wakeDelivery(ctx);
    return { count };
  },
});

/** Everything that was given up since then is sent again. */
export const replayFailed = command({
  name: "webhooks.replay-failed",
  permission: "sources:write",
  input: schema.replayFailed,
  async run(ctx, { id, since }): Promise<{ count: number }> {
    await locked(ctx, id);
    await saveEndpoint(ctx.db, id, { restsUntil: null });
    const count = await requeue(ctx.db, id, { failedSince: new Date(since) }, ctx.clock.now());
    ctx.audit({ subjectType: "webhook", subjectId: id, changes: { replayedSince: since, count } });
    await wakeDelivery(ctx);
    return { count };
  },
});

async function locked(ctx: CommandContext, id: string) {
  const record = await lockEndpoint(ctx.db, id);
  if (!record) throw notFound("webhook endpoint", id);
  return record;
}
/** Heard on commit. */
const wakeDelivery = (ctx: CommandContext) => ctx.db.execute(sql`select pg_notify('webhooks', '')`);
