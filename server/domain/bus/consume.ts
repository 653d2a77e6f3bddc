import type { Channel, ConsumeMessage } from "amqplib";
import type { Db } from "@/server/db/client";
import type { Context } from "@/server/kernel/context";
import { decryptSecret } from "@/server/platform/crypto";
import { env } from "@/server/platform/env";
import { invalid } from "@/server/platform/errors";
import { assertOutboundHost, outboundLookup } from "@/server/platform/outbound";
import { giveUp, handleBatch } from "./handle-batch";
import { idOf, type RawMessage } from "./message";
import { type ConnectionRecord, noteRedelivered, saveConnection } from "./store";

export interface RunningConsumer {
  stop(): Promise<void>;
}
type BusContext = Context & { db: Db };

/** A batch waits so long for company. */
const gatherMs = 25;
/** A message that came back so often without an outcome is set aside. */
const mostTries = 5;
const heartbeatSeconds = 30;

/** The address a connection goes to. The operator's own (AMQP_URL) may lie inside; a user's is judged. */
export function addressOf(connection: ConnectionRecord): { url: string; socket: object } {
  if (connection.isFromEnv) {
    if (!env.AMQP_URL) throw invalid("AMQP_URL is not set.");
    return { url: env.AMQP_URL, socket: { timeout: 10_000 } };
  }
  if (!connection.url) throw invalid("The connection has no address.");
  const url = decryptSecret(connection.url);
  assertOutboundHost(new URL(url).hostname);
  return { url, socket: { timeout: 10_000, lookup: outboundLookup } };
}

/**
 * Reads one queue until it is stopped or the connection breaks (`broken` is told why). The only consumer of its queue:
 * a second process waits its turn, so the order of the queue is the order of the effects. A message is acknowledged
 * after the transaction of its effect has committed; refused ones go on to the queue's dead letter exchange, if it has one.
 */
export async function consumeQueue(
  ctx: BusContext,
  connection: ConnectionRecord,
  broken: (error: unknown) => void,
): Promise<RunningConsumer> {
  const { connect } = await import("amqplib");
  const { url, socket } = addressOf(connection);
  const client = await connect(withHeartbeat(url), {
    ...socket,
    clientProperties: { connection_name: "carillon" },
  });
  client.on("error", broken);
  client.on("close", () => broken(new Error("The connection was closed.")));
  try {
    const channel = await client.createChannel();
    channel.on("error", broken);
    channel.on("close", () => broken(new Error("The channel was closed.")));
    const worker = createWorker(ctx, connection, channel, broken);
    // It must be there: whose queue it is, and how long it keeps messages, is for its owner to decide.
    await channel.checkQueue(connection.queue);
    await channel.prefetch(connection.prefetch);
    const { consumerTag } = await channel.consume(
      connection.queue,
      (message) => (message ? worker.take(message) : broken(new Error("The queue was deleted."))),
      { exclusive: true },
    );
    return {
      async stop() {
        await channel.cancel(consumerTag).catch(() => {});
        await worker.finish();
        await client.close().catch(() => {});
      },
    };
  } catch (error) {
    await client.close().catch(() => {});
    throw error;
  }
}

function withHeartbeat(url: string): string {
  const address = new URL(url);
  if (!address.searchParams.has("heartbeat")) address.searchParams.set("heartbeat", String(heartbeatSeconds));
  return address.href;
}

/** One batch at a time, in the order of arrival. */
function createWorker(
  ctx: BusContext,
  connection: ConnectionRecord,
  channel: Channel,
  broken: (error: unknown) => void,
) {
  let waiting: ConsumeMessage[] = [];
  let running: Promise<void> | undefined;
  let isStopped = false;

  const work = async () => {
    await new Promise((resolve) => setTimeout(resolve, gatherMs));
    while (waiting.length > 0 && !isStopped) {
      const batch = waiting;
      waiting = [];
      await settle(ctx, connection, channel, batch);
    }
  };
  const start = () => {
    running ??= work()
      .catch((error: unknown) => {
        // Nothing was acknowledged: after the pause of the reconnection the bus delivers all of it again.
        isStopped = true;
        broken(error);
      })
      .finally(() => {
        running = undefined;
        if (waiting.length > 0 && !isStopped) start();
      });
  };
  return {
    take(message: ConsumeMessage) {
      waiting.push(message);
      start();
    },
    async finish() {
      isStopped = true;
      await running;
    },
  };
}

async function settle(
  ctx: BusContext,
  connection: ConnectionRecord,
  channel: Channel,
  batch: readonly ConsumeMessage[],
): Promise<void> {
  for (const part of await partsOf(ctx, connection, channel, batch)) {
    const verdicts = await handleBatch(ctx, connection, part.map(rawOf));
    for (const [i, message] of part.entries())
      if (verdicts[i]) channel.nack(message, false, false);
      else channel.ack(message);
  }
}

/**
 * A message that comes back was under way when a process died. From its second time on it goes alone, so that one that
 * kills takes no neighbours along; after the fifth it is set aside. One after another: the order stays.
 */
async function partsOf(
  ctx: BusContext,
  connection: ConnectionRecord,
  channel: Channel,
  batch: readonly ConsumeMessage[],
): Promise<ConsumeMessage[][]> {
  const returned = batch.filter((message) => message.fields.redelivered);
  if (returned.length === 0) return [[...batch]];
  const ids = new Map(returned.map((message) => [message, idFor(rawOf(message), connection)]));
  const tries = await noteRedelivered(ctx.db, connection.id, [...ids.values()], ctx.clock.now());
  const parts: ConsumeMessage[][] = [];
  let open: ConsumeMessage[] = [];
  for (const message of batch) {
    const id = ids.get(message);
    const count = id === undefined ? 0 : (tries.get(id) ?? 0);
    if (id !== undefined && count > mostTries) {
      await giveUp(ctx, connection, rawOf(message), id, count);
      channel.nack(message, false, false);
      continue;
    }
    if (count < 2) {
      open.push(message);
      continue;
    }
    if (open.length > 0) parts.push(open);
    parts.push([message]);
    open = [];
  }
  return open.length > 0 ? [...parts, open] : parts;
}

function idFor(raw: RawMessage, { rules }: ConnectionRecord): string {
  try {
    return idOf(raw, JSON.parse(raw.body) as unknown, rules);
  } catch {
    return idOf(raw, undefined, rules);
  }
}

const text = (value: unknown) => (typeof value === "string" && value !== "" ? value : undefined);
function rawOf({ content, fields, properties }: ConsumeMessage): RawMessage {
  const seconds = properties.timestamp as unknown;
  return {
    body: content.toString("utf8"),
    messageId: text(properties.messageId),
    type: text(properties.type),
    routingKey: text(fields.routingKey),
    timestamp: typeof seconds === "number" && seconds > 0 ? new Date(seconds * 1000) : undefined,
  };
}

/** What people see of it. Failing to say so must not stop the reading. */
export const tellState = (
  ctx: BusContext,
  id: string,
  state: ConnectionRecord["state"],
  lastError: string | null = null,
): Promise<unknown> =>
  saveConnection(ctx.db, id, { state, stateAt: ctx.clock.now(), lastError }).catch((error: unknown) =>
    ctx.log.warn({ err: error }, "the state of a bus connection could not be saved"),
  );
