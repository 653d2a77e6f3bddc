import { type CommandContext, command } from "@/server/kernel/command";
import { encryptSecret } from "@/server/platform/crypto";
import { conflict, invalid, notFound } from "@/server/platform/errors";
import { parseJson } from "@/server/platform/json";
import { assertOutboundHost } from "@/server/platform/outbound";
import { parseAddress, publicAddress } from "./address";
import { applyMessages } from "./apply";
import { type RawMessage, readMessage, type Understood } from "./message";
import { type ConnectionView, connectionView } from "./queries";
import * as schema from "./schema";
import {
  findConnection,
  insertConnection,
  openRejects,
  readConnections,
  removeConnection,
  saveConnection,
  settleRejects,
} from "./store";

export const createBusConnection = command({
  name: "bus.create-connection",
  permission: "sources:write",
  input: schema.createConnection,
  async run(ctx, { url, ...rest }): Promise<ConnectionView> {
    await checkName(ctx, rest.name);
    const now = ctx.clock.now();
    const record = await insertConnection(ctx.db, {
      ...rest,
      ...sealed(url),
      createdBy: ctx.actor.label,
      createdAt: now,
      updatedAt: now,
    });
    ctx.audit({
      subjectType: "bus-connection",
      subjectId: record.id,
      changes: { name: rest.name, address: record.address, queue: rest.queue },
    });
    return connectionView(record);
  },
});

export const updateBusConnection = command({
  name: "bus.update-connection",
  permission: "sources:write",
  input: schema.updateConnection,
  async run(ctx, { id, url, ...rest }): Promise<ConnectionView> {
    const known = await findConnection(ctx.db, id);
    if (!known) throw notFound("bus connection", id);
    if (known.isFromEnv && (url !== undefined || rest.queue !== known.queue))
      throw conflict("Its address and queue come from AMQP_URL and AMQP_QUEUE; change them there.");
    await checkName(ctx, rest.name, id);
    const record = await saveConnection(ctx.db, id, {
      ...rest,
      ...(url === undefined ? {} : sealed(url)),
      updatedAt: ctx.clock.now(),
    });
    ctx.audit({
      subjectType: "bus-connection",
      subjectId: id,
      changes: { ...rest, ...(url === undefined ? {} : { url: "replaced" }) },
    });
    return connectionView(record ?? known);
  },
});

/** Refused messages are found by the name of their connection. */
async function checkName(ctx: CommandContext, name: string, self?: string): Promise<void> {
  if ((await readConnections(ctx.db)).some((one) => one.name === name && one.id !== self))
    throw conflict(`There is a connection named ${JSON.stringify(name)} already.`);
}
function sealed(text: string) {
  const url = parseAddress(text);
  assertOutboundHost(url.hostname);
  return { url: encryptSecret(url.href), address: publicAddress(url.href) };
}

export const setBusConnectionActive = command({
  name: "bus.set-connection-active",
  permission: "sources:write",
  input: schema.setActive,
  async run(ctx, { id, isActive }): Promise<void> {
    if (!(await saveConnection(ctx.db, id, { isActive, updatedAt: ctx.clock.now() })))
      throw notFound("bus connection", id);
    ctx.audit({ subjectType: "bus-connection", subjectId: id, changes: { isActive } });
  },
});

export const deleteBusConnection = command({
  name: "bus.delete-connection",
  permission: "sources:write",
  input: schema.connectionId,
  async run(ctx, { id }): Promise<void> {
    const known = await findConnection(ctx.db, id);
    if (!known) throw notFound("bus connection", id);
    if (known.isFromEnv) throw conflict("It comes from AMQP_URL; take that away and start again.");
    await removeConnection(ctx.db, id);
    ctx.audit({ subjectType: "bus-connection", subjectId: id, changes: { deleted: known.name } });
  },
});

const replayAtOnce = 1000;
/** Applies refused messages again, by the rules as they are now; oldest first, so that one person's order stays. */
export const replayBusRejects = command({
  name: "bus.replay-rejects",
  permission: "sources:write",
  input: schema.connectionId,
  async run(ctx, { id }): Promise<{ accepted: number; refused: number }> {
    const connection = await findConnection(ctx.db, id);
    if (!connection) throw notFound("bus connection", id);
    const rejects = await openRejects(ctx.db, connection.name, replayAtOnce);
    const refused: { id: number; reason: string }[] = [];
    const understood: { id: number; message: Understood }[] = [];
    for (const reject of rejects) {
      const reading = readMessage(restored(reject.payload), connection.rules);
      if (reading.ok) understood.push({ id: reject.id, message: reading.message });
      else refused.push({ id: reject.id, reason: reading.reason });
    }
    const wanted = understood.filter((one) => one.message.meaning !== "ignore");
    const refusals = await applyMessages(
      ctx,
      ctx.db,
      wanted.map((one) => one.message),
    );
    const reasons = new Map(refusals.map((one) => [one.message, one.reason]));
    for (const one of understood) {
      const reason = reasons.get(one.message);
      if (reason !== undefined) refused.push({ id: one.id, reason });
    }
    const accepted = understood.filter((one) => !reasons.has(one.message)).map((one) => one.id);
    await settleRejects(ctx.db, accepted, refused, ctx.actor.label, ctx.clock.now());
    ctx.audit({
      subjectType: "bus-connection",
      subjectId: id,
      changes: { replayed: accepted.length, refused: refused.length },
    });
    return { accepted: accepted.length, refused: refused.length };
  },
});

/** A kept message as it came. */
function restored(payload: string): RawMessage {
  try {
    const kept = parseJson(payload, "payload") as Record<string, unknown>;
    if (typeof kept.body !== "string") throw invalid("payload.body: is missing.");
    const timestamp = typeof kept.timestamp === "string" ? new Date(kept.timestamp) : undefined;
    return {
      body: kept.body,
      messageId: typeof kept.message_id === "string" ? kept.message_id : undefined,
      type: typeof kept.type === "string" ? kept.type : undefined,
      routingKey: typeof kept.routing_key === "string" ? kept.routing_key : undefined,
      timestamp: timestamp && !Number.isNaN(timestamp.getTime()) ? timestamp : undefined,
    };
  } catch {
    return { body: payload };
  }
}
