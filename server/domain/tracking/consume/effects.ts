import type { Tx } from "@/server/db/client";
import { touchLastSeen } from "@/server/domain/customers";
import { type PurchaseResult, type RecordRules, upsertOrders } from "@/server/domain/orders";
import { isCartEventName } from "../event-names";
import { foldCarts } from "./cart";
import { countIssues, productIdsOf } from "./event-issues";
import { countShapes } from "./event-shapes";
import {
  putVisits,
  readCartEvents,
  readDevicePoints,
  type StoredVisit,
  saveCarts,
  takeVisits,
  type VisitScope,
} from "./event-store";
import type { Join } from "./identity";
import { firstHeardOf, type OrderWrite, type OwnedEvent, orderWrites } from "./order-events";
import { type Refund, refundedOrders } from "./refunds";
import { mergeVisits, visitOfEvent } from "./session";
import { addIssues, addShapes, findUnknownProducts } from "./shape-store";
import { addActivity, addNames, type NameCount, readOrdersToMove } from "./subject-store";
import { addressOf, originOf, type TrackedEvent } from "./tracked-event";

/** Visits are made where somebody looks at something; what a shop's server reports without a device makes none. */
const isVisiting = (event: OwnedEvent): boolean =>
  event.type === "page" ||
  event.type === "screen" ||
  (event.type === "track" && event.deviceId !== undefined);

const keyOf = (subjectId: number, originId: number) => `${subjectId} ${originId}`;
const distantPast = new Date(0);
const distantFuture = new Date("2999-01-01T00:00:00Z");

/** Merges the events into their subjects' visits; visits of a device that changed hands are cut anew. */
export async function updateVisits(
  tx: Tx,
  events: readonly OwnedEvent[],
  joins: readonly Join[],
): Promise<void> {
  const scopes = new Map<string, VisitScope>();
  const points: StoredVisit[] = [];
  const include = (subjectId: number, originId: number, from: Date, to: Date) => {
    const key = keyOf(subjectId, originId);
    const scope = scopes.get(key);
    if (!scope) scopes.set(key, { subjectId, originId, from, to });
    else {
      if (from < scope.from) scope.from = from;
      if (to > scope.to) scope.to = to;
    }
  };
  for (const join of joins)
    if (join.from !== join.to) include(join.to, join.visitor.id, distantPast, distantFuture);
  const recut = new Map<string, { subjectId: number; deviceId: number }>();
  for (const join of joins) {
    if (join.from === join.to || join.from === join.visitor.id) continue;
    for (const subjectId of [join.from, join.to]) {
      include(subjectId, join.visitor.id, distantPast, distantFuture);
      recut.set(keyOf(subjectId, join.visitor.id), { subjectId, deviceId: join.visitor.id });
    }
  }
  for (const event of events) {
    const originId = event.deviceId ?? event.subjectId;
    if (!isVisiting(event) || recut.has(keyOf(event.subjectId, originId))) continue;
    const at = event.log.occurredAt;
    include(event.subjectId, originId, at, at);
    const visit = visitOfEvent({
      at,
      sourceId: event.log.sourceId,
      isPage: event.type !== "track",
      ...addressOf(event),
      ...originOf(event),
    });
    points.push({ ...visit, subjectId: event.subjectId, originId });
  }
  const stored = await takeVisits(tx, [...scopes.values()]);
  for (const point of await readDevicePoints(tx, [...recut.values()]))
    points.push({
      ...visitOfEvent({
        ...point,
        ...originOf({ context: point.context, type: "track" }),
        isPage: point.type !== "track",
      }),
      subjectId: point.subjectId,
      originId: point.deviceId,
    });
  const kept = stored.filter((visit) => !recut.has(keyOf(visit.subjectId, visit.originId)));
  await putVisits(tx, mergeBySubject([...kept, ...points]));
}

function mergeBySubject(visits: readonly StoredVisit[]): StoredVisit[] {
  const groups = new Map<string, StoredVisit[]>();
  for (const visit of visits) {
    const key = keyOf(visit.subjectId, visit.originId);
    const group = groups.get(key);
    if (group) group.push(visit);
    else groups.set(key, [visit]);
  }
  return [...groups.values()].flatMap((group) =>
    mergeVisits(group).map((visit) => ({
      ...visit,
      subjectId: group[0]?.subjectId ?? 0,
      originId: group[0]?.originId ?? 0,
    })),
  );
}

/** Folds anew the carts that events or joins touch. Returns the earliest last action among the open ones that changed. */
export async function updateCarts(
  tx: Tx,
  events: readonly OwnedEvent[],
  joins: readonly Join[],
  { now, currency }: { now: Date; currency: string },
): Promise<Date | undefined> {
  const subjects = new Set<number>();
  for (const event of events)
    if (event.type === "track" && isCartEventName(event.name)) subjects.add(event.subjectId);
  for (const join of joins) {
    if (join.from === join.to) continue;
    subjects.add(join.to);
    if (join.from !== join.visitor.id) subjects.add(join.from);
  }
  if (subjects.size === 0) return undefined;
  const ids = [...subjects].sort((a, b) => a - b);
  const eventsBySubject = await readCartEvents(tx, ids);
  const carts = ids.flatMap((subjectId) =>
    foldCarts(eventsBySubject.get(subjectId) ?? [], currency).map((cart) => ({ ...cart, subjectId })),
  );
  return await saveCarts(tx, ids, carts, now);
}

export interface OrderOutcome {
  changed: number;
  refused: { event: TrackedEvent; reason: string; path?: string }[];
}

/** Orders that events speak of, and those of visitors who became known. */
export async function updateOrders(
  tx: Tx,
  events: readonly OwnedEvent[],
  joins: readonly Join[],
  { now, rules }: { now: Date; rules: RecordRules },
): Promise<OrderOutcome> {
  const meta = { via: "tracking", now, rules, isForwardOnly: true, initial: { channel: "web" } };
  const outcome: OrderOutcome = { changed: 0, refused: [] };
  const count = (results: readonly PurchaseResult[]) => {
    outcome.changed += results.filter((one) => one.outcome === "created" || one.outcome === "updated").length;
  };
  const following = await readOrdersToMove(tx, joins);
  const moved = following.map(({ externalId, customerId }) => ({ externalId, customer: { id: customerId } }));
  if (moved.length > 0) count((await upsertOrders(tx, moved, meta)).results);

  const writes = orderWrites(events);
  for (const { event, input } of writes)
    if (!input) outcome.refused.push({ event, reason: "order_id is missing", path: "properties.order_id" });
  const named = writes.filter((write) => write.input !== undefined);
  const first = await upsertOrders(
    tx,
    named.flatMap((write) => write.input ?? []),
    meta,
  );
  count(first.results);
  const unheard = named.filter(
    (_, i) => first.results[i]?.outcome === "rejected" && isUndated(first.results[i]),
  );
  const second = unheard.length > 0 ? (await upsertOrders(tx, unheard.map(firstHeardOf), meta)).results : [];
  count(second);
  const finalOf = (write: OrderWrite, i: number) =>
    unheard.includes(write) ? second[unheard.indexOf(write)] : first.results[i];
  const refunds: Refund[] = [];
  const touched = new Map<number, number>();
  for (const [i, write] of named.entries()) {
    const result = finalOf(write, i);
    if (result?.id != null && result.customerId !== null) {
      touched.set(result.id, result.customerId);
      if (write.event.name === "Order Refunded") refunds.push({ orderId: result.id, event: write.event });
    }
    if (result?.outcome !== "rejected") continue;
    const [problem] = result.problems;
    outcome.refused.push({
      event: write.event,
      reason: `The order was not taken: ${problem?.path ?? ""}: ${problem?.message ?? ""}`,
      path: problem?.path,
    });
  }
  const refunded = await refundedOrders(tx, refunds, touched, rules.currency);
  if (refunded.length > 0) count((await upsertOrders(tx, refunded, meta)).results);
  return outcome;
}

const isUndated = (result: PurchaseResult | undefined): boolean =>
  result?.problems.some((problem) => problem.path === "occurred_at" && problem.code === "required") ?? false;

/** When customers were last seen: by these events, and by what joins brought them. */
export async function touchCustomers(
  tx: Tx,
  events: readonly OwnedEvent[],
  brought: readonly { customerId: number; at: Date }[],
): Promise<void> {
  const last = new Map<number, Date>();
  const note = (customerId: number | undefined, at: Date) => {
    const known = customerId === undefined ? undefined : last.get(customerId);
    if (customerId !== undefined && (!known || known < at)) last.set(customerId, at);
  };
  for (const { customerId, log } of events) note(customerId, log.occurredAt);
  for (const { customerId, at } of brought) note(customerId, at);
  await touchLastSeen(
    tx,
    [...last].map(([customerId, at]) => ({ customerId, at })),
  );
}

/** What people see of the flow: events per source and minute, and the names in use. */
export async function countActivity(tx: Tx, events: readonly TrackedEvent[]): Promise<void> {
  const minutes = new Map<string, { sourceId: number; minute: Date; events: number; lastReceivedAt: Date }>();
  const names = new Map<string, NameCount>();
  for (const { log, type, name } of events) {
    const minute = new Date(Math.floor(log.receivedAt.getTime() / 60_000) * 60_000);
    const slot = minutes.get(`${log.sourceId} ${minute.getTime()}`) ?? {
      sourceId: log.sourceId,
      minute,
      events: 0,
      lastReceivedAt: log.receivedAt,
    };
    slot.events++;
    if (log.receivedAt > slot.lastReceivedAt) slot.lastReceivedAt = log.receivedAt;
    minutes.set(`${log.sourceId} ${minute.getTime()}`, slot);
    if (name === "" || (type !== "track" && type !== "page" && type !== "screen")) continue;
    const known = names.get(`${type} ${name}`) ?? {
      type,
      name,
      events: 0,
      firstAt: log.occurredAt,
      lastAt: log.occurredAt,
    };
    known.events++;
    if (log.occurredAt < known.firstAt) known.firstAt = log.occurredAt;
    if (log.occurredAt > known.lastAt) known.lastAt = log.occurredAt;
    names.set(`${type} ${name}`, known);
  }
  await addActivity(tx, [...minutes.values()]);
  await addNames(
    tx,
    [...names.values()].sort((a, b) => (a.name < b.name ? -1 : 1)),
  );
}

/** What events look like and what is wrong with them, for the people who wire a site up. */
export async function noteQuality(tx: Tx, events: readonly TrackedEvent[]): Promise<void> {
  const { shapes, overflow } = countShapes(events);
  const leftOut = await addShapes(tx, shapes);
  const products = new Set(events.flatMap((event) => (event.type === "track" ? productIdsOf(event) : [])));
  const issues = countIssues(events, await findUnknownProducts(tx, [...products]));
  const lastAt = events.at(-1)?.log.receivedAt;
  for (const sourceId of new Set([...overflow.keys(), ...leftOut.keys()]))
    if (lastAt)
      issues.push({
        sourceId,
        code: "too_many_properties",
        name: "",
        events: (overflow.get(sourceId) ?? 0) + (leftOut.get(sourceId) ?? 0),
        example: null,
        eventId: null,
        lastAt,
      });
  await addIssues(tx, issues);
}
