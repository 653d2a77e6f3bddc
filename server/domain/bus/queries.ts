import { query } from "@/server/kernel/command";
import { notFound } from "@/server/platform/errors";
import { readMessage } from "./message";
import type { BusRules, Meaning } from "./model";
import * as schema from "./schema";
import {
  type BusState,
  type ConnectionRecord,
  countOpenRejects,
  findConnection,
  readConnections,
} from "./store";

/** A connection as people see it: never its password. */
export interface ConnectionView {
  id: string;
  name: string;
  address: string;
  isFromEnv: boolean;
  queue: string;
  prefetch: number;
  rules: BusRules;
  isActive: boolean;
  state: BusState;
  stateAt: Date | null;
  lastError: string | null;
  lastMessageAt: Date | null;
  messages: number;
  rejected: number;
  /** Refused ones that wait for somebody. */
  openRejects: number;
}
export const connectionView = (record: ConnectionRecord, open = 0): ConnectionView => ({
  id: record.id,
  name: record.name,
  address: record.address,
  isFromEnv: record.isFromEnv,
  queue: record.queue,
  prefetch: record.prefetch,
  rules: record.rules,
  isActive: record.isActive,
  state: record.isActive ? record.state : "waiting",
  stateAt: record.stateAt,
  lastError: record.lastError,
  lastMessageAt: record.lastMessageAt,
  messages: record.messages,
  rejected: record.rejected,
  openRejects: open,
});

export const listBusConnections = query({
  name: "bus.list-connections",
  permission: "sources:read",
  input: schema.nothingInput,
  async run(ctx): Promise<ConnectionView[]> {
    const open = await countOpenRejects(ctx.db);
    return (await readConnections(ctx.db)).map((one) => connectionView(one, open.get(one.name)));
  },
});

export const getBusConnection = query({
  name: "bus.get-connection",
  permission: "sources:read",
  input: schema.connectionId,
  async run(ctx, { id }): Promise<ConnectionView> {
    const record = await findConnection(ctx.db, id);
    if (!record) throw notFound("bus connection", id);
    return connectionView(record, (await countOpenRejects(ctx.db)).get(record.name));
  },
});

/** How a message would be understood. Changes nothing. */
export const tryBusMessage = query({
  name: "bus.try-message",
  permission: "sources:write",
  input: schema.tryMessage,
  async run(
    _,
    { rules, body, type },
  ): Promise<
    | { ok: true; type: string; meaning: Meaning; record: Record<string, unknown>; people: string[] }
    | { ok: false; reason: string; path: string | null }
  > {
    const reading = readMessage({ body, type }, rules);
    if (!reading.ok) return { ok: false, reason: reading.reason, path: reading.path ?? null };
    const { meaning, record, keys } = reading.message;
    return { ok: true, type: reading.message.type, meaning, record, people: keys };
  },
});
