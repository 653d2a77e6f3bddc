import type { Db } from "@/server/db/client";
import { recordRejects } from "@/server/domain/rejects";
import type { Context } from "@/server/kernel/context";
import { applyMessages } from "./apply";
import { type RawMessage, type Reading, readMessage } from "./message";
import { type ConnectionRecord, claimMessages, countMessages, markRejected } from "./store";

export type Delivered = RawMessage;
/** True for those that go to the dead letters; in the order of the batch. */
export type Verdicts = boolean[];

interface Refused {
  index: number;
  id: string;
  code: string;
  path?: string | undefined;
  reason: string;
}

/** What a rejected message is kept as: enough to apply it again. */
export const keptMessage = (raw: RawMessage, id: string) =>
  JSON.stringify({
    message_id: id,
    ...(raw.type === undefined ? {} : { type: raw.type }),
    ...(raw.routingKey === undefined ? {} : { routing_key: raw.routingKey }),
    ...(raw.timestamp === undefined ? {} : { timestamp: raw.timestamp.toISOString() }),
    body: raw.body,
  });

/**
 * Applies a batch in one transaction: the ids, the effect, the rejects. A message that was handled before, in this batch
 * or ever, has no second effect. Throws when the database fails: then nothing happened, and the bus delivers again.
 */
export async function handleBatch(
  ctx: Context & { db: Db },
  connection: ConnectionRecord,
  batch: readonly Delivered[],
): Promise<Verdicts> {
  const now = ctx.clock.now();
  const readings = batch.map((raw) => readMessage(raw, connection.rules));
  const refused = await ctx.db.transaction(async (tx) => {
    const fresh = await claimMessages(tx, connection.id, readings.map(idOfReading), now);
    // The first of equals counts.
    const isFresh = readings.map((reading) => fresh.delete(idOfReading(reading)));
    const found = unreadable(readings, isFresh);
    const understood = readings.flatMap((reading, i) =>
      reading.ok && isFresh[i] && reading.message.meaning !== "ignore"
        ? [{ message: reading.message, index: i }]
        : [],
    );
    const indexOf = new Map(understood.map((one) => [one.message, one.index]));
    const refusals = await applyMessages(
      ctx,
      tx,
      understood.map((one) => one.message),
    );
    for (const { message, code, path, reason } of refusals)
      found.push({ index: indexOf.get(message) ?? 0, id: message.id, code, path, reason });
    if (found.length > 0) {
      await recordRejects(
        tx,
        found.map((one) => rejectOf(connection, batch, one)),
        now,
      );
      await markRejected(
        tx,
        connection.id,
        found.map((one) => one.id),
      );
    }
    const messages = isFresh.filter(Boolean).length;
    await countMessages(tx, connection.id, { messages, rejected: found.length }, now);
    return found;
  });
  const dead = new Set(refused.map((one) => one.index));
  return batch.map((_, i) => dead.has(i));
}

const idOfReading = (reading: Reading): string => (reading.ok ? reading.message.id : reading.id);

const unreadable = (readings: readonly Reading[], isFresh: readonly boolean[]): Refused[] =>
  readings.flatMap((reading, index) =>
    reading.ok || !isFresh[index]
      ? []
      : [{ index, id: reading.id, code: reading.code, path: reading.path, reason: reading.reason }],
  );

const rejectOf = (connection: ConnectionRecord, batch: readonly Delivered[], one: Refused) => ({
  door: "bus" as const,
  // How it is read again is this domain's: by the connection's rules as they are then.
  entity: "other" as const,
  origin: connection.name,
  reason: one.reason,
  code: one.code,
  path: one.path || undefined,
  payload: keptMessage(batch[one.index] ?? { body: "" }, one.id),
});

/** Sets aside a message whose handling ends the process again and again. */
export async function giveUp(
  ctx: Context & { db: Db },
  connection: ConnectionRecord,
  raw: Delivered,
  id: string,
  tries: number,
): Promise<void> {
  const now = ctx.clock.now();
  await ctx.db.transaction(async (tx) => {
    const refused = {
      index: 0,
      id,
      code: "given_up",
      reason: `It was delivered ${tries} times, and each time its handling never came to an end.`,
    };
    await recordRejects(tx, [rejectOf(connection, [raw], refused)], now);
    await markRejected(tx, connection.id, [id]);
    await countMessages(tx, connection.id, { messages: 1, rejected: 1 }, now);
  });
}
