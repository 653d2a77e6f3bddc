import { z } from "zod";
import type { Db } from "@/server/db/client";
import { ensurePartitions } from "@/server/db/partitions";
import { parseEmail } from "@/server/domain/fields/values/email";
import { command } from "@/server/kernel/command";
import { deterministicUuid, newUuid, publicId } from "@/server/platform/ids";
import { appendToLog, findBuyers, findSourceIds, type LoggedRow } from "./event-writer";
import { maxEventBytes, occurredAt } from "./ingest/event";

const text = (most: number) => z.string().trim().min(1).max(most);
const identifier = z.union([z.string().max(255), z.number()]).transform(String);

export const serverEvent = z.strictObject({
  /** The sender's own id of it: the same id again is the same event. */
  id: text(255).optional(),
  name: text(200),
  occurredAt: z.iso.datetime({ offset: true }).optional(),
  /** Whom it is about: one of the identifiers. Nobody: a system event. */
  customer: z
    .strictObject({
      id: z.number().int().positive().optional(),
      externalId: identifier.optional(),
      email: z.string().max(320).optional(),
    })
    .optional(),
  anonymousId: text(255).optional(),
  /** Code of the source it is told by; `rest-api` unless told. */
  source: text(100).optional(),
  properties: z.record(z.string().max(200), z.json()).default({}),
  context: z.record(z.string().max(200), z.json()).default({}),
});
export type ServerEvent = z.output<typeof serverEvent>;
export const acceptEventsInput = z.object({ items: z.array(serverEvent).min(1).max(1000) });

export interface AcceptedEvent {
  /** Its number in the log; null when refused. */
  id: string | null;
  outcome: "accepted" | "duplicate" | "rejected";
  problems: { path: string; code: string; message: string }[];
}

/**
 * Events that a server tells, up to 1,000 in one transaction: into the same log as tracking, so everything that follows an
 * event follows these. Never changed afterwards; what is told again under the same id is the same event.
 */
export const acceptEvents = command({
  name: "tracking.accept-events",
  permission: "events:write",
  input: acceptEventsInput,
  async run(ctx, { items }): Promise<{ results: AcceptedEvent[] }> {
    const now = ctx.clock.now();
    const [sources, people] = await Promise.all([
      findSourceIds(ctx.db, [...new Set(items.map((item) => item.source ?? null))]),
      findBuyers(ctx.db, namedPeople(items)),
    ]);
    const rows: LoggedRow[] = [];
    const results = items.map((item): AcceptedEvent => {
      const sourceId = sources.get(item.source ?? null);
      if (sourceId === undefined)
        return refused("source", "unknown_source", "There is no source of this code.");
      const person = whom(item, people);
      if ("problem" in person) return person.problem;
      const payload = JSON.stringify(wireOf(item, person));
      if (Buffer.byteLength(payload) > maxEventBytes)
        return refused("properties", "too_large", `An event may have at most ${maxEventBytes} bytes.`);
      const id = item.id === undefined ? newUuid() : deterministicUuid(sourceId, item.id);
      const claimed = item.occurredAt === undefined ? undefined : Date.parse(item.occurredAt);
      rows.push({ id, sourceId, occurredAt: occurredAt(claimed, undefined, now), payload });
      return { id, outcome: "accepted", problems: [] };
    });
    await ensurePartitions(ctx.db as unknown as Db, "event_log", [now]);
    return { results: withDuplicates(results, await appendToLog(ctx.db, rows, now)) };
  },
});

/** What was in the log already, or came twice in this request, is said to be so. */
function withDuplicates(results: AcceptedEvent[], fresh: Set<string>): AcceptedEvent[] {
  for (const result of results) {
    if (result.id === null || fresh.delete(result.id)) continue;
    result.outcome = "duplicate";
  }
  return results;
}

const refused = (path: string, code: string, message: string): AcceptedEvent => ({
  id: null,
  outcome: "rejected",
  problems: [{ path, code, message }],
});

const canonical = (email: string): string | undefined => {
  const parsed = parseEmail(email);
  return parsed.ok ? parsed.value : undefined;
};

const namedPeople = (items: readonly ServerEvent[]) => ({
  ids: items.flatMap(({ customer }) => customer?.id ?? []),
  emails: items.flatMap(({ customer }) => (customer?.email ? (canonical(customer.email) ?? []) : [])),
});

type Person = { userId?: string; anonymousId?: string };

/** An external id as it is; other identifiers by the external id of the customer who has them. */
function whom(
  { customer, anonymousId }: ServerEvent,
  people: Awaited<ReturnType<typeof findBuyers>>,
): Person | { problem: AcceptedEvent } {
  const visitor = anonymousId === undefined ? {} : { anonymousId };
  if (!customer || Object.keys(customer).length === 0) return visitor;
  if (customer.externalId !== undefined) return { userId: customer.externalId, ...visitor };
  const [path, found] =
    customer.id === undefined
      ? (["customer.email", people.byEmail.get(canonical(customer.email ?? "") ?? "")] as const)
      : (["customer.id", people.byId.get(customer.id)] as const);
  if (!found) return { problem: refused(path, "not_found", "There is no such customer.") };
  if (found.externalId === null)
    return {
      problem: refused(
        path,
        "no_external_id",
        `${publicId("customer", found.id)} has no external id; give one with POST /customers, or send anonymous_id.`,
      ),
    };
  return { userId: found.externalId, ...visitor };
}

const wireOf = (item: ServerEvent, person: Person) => ({
  type: "track",
  event: item.name,
  ...person,
  ...(item.id === undefined ? {} : { messageId: item.id }),
  ...(item.occurredAt === undefined ? {} : { timestamp: item.occurredAt }),
  properties: item.properties,
  context: item.context,
});
