import { query } from "@/server/kernel/command";
import { invalid, notFound } from "@/server/platform/errors";
import { bodyOf } from "./body";
import type { DeliveryState, EndpointState } from "./model";
import * as schema from "./schema";
import { messageIdOf } from "./signature";
import {
  type DeliveryPosition,
  type DeliveryRecord,
  type EndpointNumbers,
  type EndpointRecord,
  findDelivery,
  findEndpoint,
  pageOfDeliveries,
  readEndpoints,
  readNumbers,
} from "./store";

/** An endpoint as people and programs see it: never its secret. */
export interface EndpointView extends EndpointNumbers {
  id: string;
  url: string;
  description: string;
  types: string[];
  state: EndpointState;
  /** While two secrets sign. */
  previousSecretUntil: Date | null;
  failingSince: Date | null;
  restsUntil: Date | null;
  lastSuccessAt: Date | null;
  lastAttemptAt: Date | null;
  lastError: string | null;
  disabledAt: Date | null;
  disabledReason: string | null;
  createdBy: string | null;
  createdAt: Date;
}
const noNumbers: EndpointNumbers = { waiting: 0, deliveredLastDay: 0, failedLastDay: 0 };

export const endpointView = (record: EndpointRecord, numbers = noNumbers): EndpointView => ({
  id: record.id,
  url: record.url,
  description: record.description,
  types: record.types,
  state: record.state,
  previousSecretUntil: record.previousSecretUntil,
  failingSince: record.failingSince,
  restsUntil: record.restsUntil,
  lastSuccessAt: record.lastSuccessAt,
  lastAttemptAt: record.lastAttemptAt,
  lastError: record.lastError,
  disabledAt: record.disabledAt,
  disabledReason: record.disabledReason,
  createdBy: record.createdBy,
  createdAt: record.createdAt,
  ...numbers,
});

export const listEndpoints = query({
  name: "webhooks.list-endpoints",
  permission: "sources:read",
  input: schema.listEndpoints,
  async run(ctx): Promise<EndpointView[]> {
    const numbers = await readNumbers(ctx.db, ctx.clock.now());
    return (await readEndpoints(ctx.db)).map((one) => endpointView(one, numbers.get(one.id)));
  },
});

export const getEndpoint = query({
  name: "webhooks.get-endpoint",
  permission: "sources:read",
  input: schema.endpointId,
  async run(ctx, { id }): Promise<EndpointView> {
    const record = await findEndpoint(ctx.db, id);
    if (!record) throw notFound("webhook endpoint", id);
    return endpointView(record, (await readNumbers(ctx.db, ctx.clock.now())).get(id));
  },
});

export interface DeliveryView {
  endpointId: string;
  eventId: string;
  /** `webhook-id` as the receiver sees it. */
  messageId: string;
  type: string;
  state: DeliveryState;
  attempts: number;
  /** null when no attempt will follow by itself. */
  nextAttemptAt: Date | null;
  lastStatus: number | null;
  lastError: string | null;
  deliveredAt: Date | null;
  createdAt: Date;
}
const deliveryView = (record: DeliveryRecord): DeliveryView => ({
  endpointId: record.endpointId,
  eventId: record.eventId,
  messageId: messageIdOf(record.eventId),
  type: record.type,
  state: record.state,
  attempts: record.attempts,
  nextAttemptAt: record.state === "pending" ? record.nextAttemptAt : null,
  lastStatus: record.lastStatus,
  lastError: record.lastError,
  deliveredAt: record.deliveredAt,
  createdAt: record.createdAt,
});

/** Newest first. */
export const listDeliveries = query({
  name: "webhooks.list-deliveries",
  permission: "sources:read",
  input: schema.listDeliveries,
  async run(
    ctx,
    { id, state, type, limit, cursor },
  ): Promise<{ items: DeliveryView[]; nextCursor: string | null }> {
    if (!(await findEndpoint(ctx.db, id))) throw notFound("webhook endpoint", id);
    const before = cursor === undefined ? undefined : positionOf(cursor);
    const records = await pageOfDeliveries(ctx.db, { endpointId: id, state, type }, limit + 1, before);
    const items = records.slice(0, limit);
    const last = items.at(-1);
    const nextCursor =
      records.length > limit && last ? `${last.createdAt.toISOString()}~${last.eventId}` : null;
    return { items: items.map(deliveryView), nextCursor };
  },
});
function positionOf(cursor: string): DeliveryPosition {
  const [text = "", eventId = ""] = cursor.split("~");
  const at = new Date(text);
  if (Number.isNaN(at.getTime()) || !/^[0-9a-f-]{36}$/.test(eventId))
    throw invalid("cursor: use page.next_cursor of the page before.");
  return { at, eventId };
}

export interface AttemptView {
  at: Date;
  durationMs: number;
  status: number | null;
  error: string | null;
  /** The first kilobyte of what the receiver said. */
  answer: string | null;
}

/** One delivery with what was sent and all its attempts, newest first. */
export const getDelivery = query({
  name: "webhooks.get-delivery",
  permission: "sources:read",
  input: schema.deliveryId,
  async run(ctx, { endpointId, eventId }): Promise<DeliveryView & { body: string; log: AttemptView[] }> {
    const found = await findDelivery(ctx.db, endpointId, eventId);
    if (!found) throw notFound("delivery", eventId);
    return {
      ...deliveryView(found.delivery),
      body: bodyOf(found.event),
      log: found.attempts.map(({ at, durationMs, status, error, answer }) => ({
        at,
        durationMs,
        status,
        error,
        answer,
      })),
    };
  },
});
