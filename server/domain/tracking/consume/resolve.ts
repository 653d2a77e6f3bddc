import type { Tx } from "@/server/db/client";
import {
  type CustomerInput,
  customerFromTraits,
  type ReadingRules,
  upsertCustomers,
} from "@/server/domain/customers";
import { readVisitorLinkToken } from "../link-token";
import { mergeAliases } from "./aliases";
import { decideJoins, type Join, type SignIn } from "./identity";
import type { OwnedEvent } from "./order-events";
import { findLiveCustomers, type SeenVisitor, upsertVisitors } from "./subject-store";
import type { TrackedEvent } from "./tracked-event";

export interface Resolved {
  events: OwnedEvent[];
  /** Visitors that became known or changed hands. */
  joins: Join[];
  /** Said by servers, of nobody. */
  system: TrackedEvent[];
  /** Events that name nobody we could keep them for, with the reason. */
  homeless: { event: TrackedEvent; reason: string }[];
  /** Events that name somebody who was erased: nothing of them is kept. */
  erased: TrackedEvent[];
}

/** Whose each event is. Creates customers and visitors as needed, in a constant number of statements. */
export async function resolveSubjects(
  tx: Tx,
  events: readonly TrackedEvent[],
  { now, rules }: { now: Date; rules: ReadingRules },
): Promise<Resolved> {
  const { customers, problems, kept } = await resolveCustomers(tx, events, now, rules);
  await mergeAliases(tx, events, customers, now);
  const visitors = new Map(
    (await upsertVisitors(tx, seenVisitors(events))).map((visitor) => [visitor.anonymousId, visitor]),
  );

  const signIns: SignIn[] = events.flatMap((event) => {
    const customerId = customers.get(event);
    if (customerId === undefined) return [];
    const ids = [event.anonymousId, event.type === "alias" ? event.previousId : undefined];
    return ids.flatMap((id) => {
      const visitor = id === undefined ? undefined : visitors.get(id);
      return visitor
        ? [
            {
              visitorId: visitor.id,
              customerId,
              at: event.log.occurredAt,
              eventId: event.log.id,
              how: "sign-in",
            },
          ]
        : [];
    });
  });
  signIns.push(...(await linkSignIns(tx, events, visitors)));
  const joins = decideJoins([...visitors.values()], signIns);
  const owners = new Map([...visitors.values()].map((visitor) => [visitor.id, visitor.customerId]));
  for (const join of joins) owners.set(join.visitor.id, join.to);

  const resolved: Resolved = { events: [], joins, system: [], homeless: [], erased: [] };
  for (const event of events) {
    const device = event.anonymousId === undefined ? undefined : visitors.get(event.anonymousId);
    const own = customers.get(event);
    const customerId = own ?? (device ? (owners.get(device.id) ?? undefined) : undefined);
    const subjectId = customerId ?? device?.id;
    const originId = own ?? device?.id;
    if (kept.has(event)) resolved.erased.push(event);
    else if (event.isOfNobody && event.type === "track") resolved.system.push(event);
    else if (subjectId === undefined || originId === undefined)
      resolved.homeless.push({ event, reason: problems.get(event) ?? "userId and anonymousId name nobody" });
    else resolved.events.push({ ...event, subjectId, customerId, originId, deviceId: device?.id });
  }
  return resolved;
}

/** Visitors who came by the link of a letter. Its signature proves whose letter it was; its age is judged by our clock. */
async function linkSignIns(
  tx: Tx,
  events: readonly TrackedEvent[],
  visitors: ReadonlyMap<string, { id: number }>,
): Promise<SignIn[]> {
  const found = events.flatMap((event) => {
    const visitor = event.anonymousId === undefined ? undefined : visitors.get(event.anonymousId);
    if (!visitor || event.linkToken === undefined) return [];
    const named = readVisitorLinkToken(event.linkToken, event.log.receivedAt);
    return named === undefined ? [] : [{ event, visitorId: visitor.id, named }];
  });
  if (found.length === 0) return [];
  const living = await findLiveCustomers(tx, [...new Set(found.map((one) => one.named))]);
  return found.flatMap(({ event, visitorId, named }) => {
    const customerId = living.get(named);
    return customerId === undefined
      ? []
      : [{ visitorId, customerId, at: event.log.occurredAt, eventId: event.log.id, how: "link" as const }];
  });
}

/** What an event says about a customer; undefined when it names none. */
function customerOf(event: TrackedEvent): CustomerInput | undefined {
  const named = event.userId === undefined ? {} : { externalId: event.userId };
  // Eight digits tell apart what happened in the same millisecond.
  const when = { at: event.log.occurredAt, tie: event.log.id.slice(0, 8) };
  if (event.type === "identify") {
    const traits = customerFromTraits(event.traits);
    const hasAddress = [traits.email, traits.phone].some(
      (value) => value !== undefined && value !== null && value !== "",
    );
    // Without an id, only an address can say whose traits these are.
    return event.userId === undefined && !hasAddress ? undefined : { ...traits, ...named, ...when };
  }
  if (event.userId === undefined) return undefined;
  if (event.type === "group") return { ...named, ...when, attributes: { group_id: event.groupId ?? null } };
  return named;
}

async function resolveCustomers(tx: Tx, events: readonly TrackedEvent[], now: Date, rules: ReadingRules) {
  const rows: CustomerInput[] = [];
  const rowOf = new Map<TrackedEvent, number>();
  /** Events that only name a customer share one row. */
  const bare = new Map<string, number>();
  // Oldest first: a new customer's profile begins with what was said first.
  for (const event of [...events].sort(byLogTime)) {
    const input = customerOf(event);
    if (!input) continue;
    const bareKey = input.at === undefined ? event.userId : undefined;
    let row = bareKey === undefined ? undefined : bare.get(bareKey);
    if (row === undefined) {
      row = rows.push(input) - 1;
      if (bareKey !== undefined) bare.set(bareKey, row);
    }
    rowOf.set(event, row);
  }
  const results = await upsertCustomers(tx, rows, {
    via: "tracking",
    now,
    onInvalid: "drop",
    onTaken: "skip",
    rules,
  });
  const customers = new Map<TrackedEvent, number>();
  const problems = new Map<TrackedEvent, string>();
  const kept = new Set<TrackedEvent>();
  for (const [event, row] of rowOf) {
    const result = results[row];
    if (result?.customerId) customers.set(event, result.customerId);
    else if (result?.problems.some((one) => one.code === "erased_person")) kept.add(event);
    else
      problems.set(
        event,
        result?.problems.map((one) => `${one.path}: ${one.message}`).join(" ") ?? "not resolved",
      );
  }
  return { customers, problems, kept };
}

const byLogTime = (a: TrackedEvent, b: TrackedEvent): number =>
  a.log.occurredAt.getTime() - b.log.occurredAt.getTime() || (a.log.id < b.log.id ? -1 : 1);

function seenVisitors(events: readonly TrackedEvent[]): SeenVisitor[] {
  const seen = new Map<string, SeenVisitor>();
  const note = (anonymousId: string | undefined, at: Date) => {
    if (anonymousId === undefined) return;
    const known = seen.get(anonymousId);
    if (!known) seen.set(anonymousId, { anonymousId, firstAt: at, lastAt: at });
    else {
      if (at < known.firstAt) known.firstAt = at;
      if (at > known.lastAt) known.lastAt = at;
    }
  };
  for (const event of events) {
    note(event.anonymousId, event.log.occurredAt);
    // An alias may come before what the visitor did under its old id.
    if (event.type === "alias") note(event.previousId, event.log.occurredAt);
  }
  return [...seen.values()].sort((a, b) => (a.anonymousId < b.anonymousId ? -1 : 1));
}
