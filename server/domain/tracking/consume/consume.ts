import type { Db, Tx } from "@/server/db/client";
import { ensurePartitions } from "@/server/db/partitions";
import { type OrderChanged, orderChanged, recordRules } from "@/server/domain/orders";
import { type NewReject, recordRejects } from "@/server/domain/rejects";
import { type Announcement, saveAnnouncements } from "@/server/kernel/command";
import type { Clock } from "@/server/platform/clock";
import type { Logger } from "@/server/platform/logger";
import { batchConsumed, cartsChanged } from "../events";
import { isObject } from "../ingest/event";
import { isDataError } from "../ingest/log-store";
import {
  countActivity,
  noteQuality,
  touchCustomers,
  updateCarts,
  updateOrders,
  updateVisits,
} from "./effects";
import { insertCustomerEvents, insertSystemEvents } from "./event-store";
import { interestPoints } from "./interest";
import { addInterest } from "./interest-store";
import {
  claimPosition,
  forgetLogged,
  type LoggedEvent,
  movePosition,
  readNewEvents,
  readPosition,
} from "./log-reader";
import { resolveSubjects } from "./resolve";
import { moveVisitors } from "./subject-store";
import { readLogged, type TrackedEvent } from "./tracked-event";

export interface ConsumerDeps {
  db: Db;
  clock: Clock;
  log: Logger;
  /** Events a transaction; bounds memory and the time the cursor's row is held. */
  batchSize?: number;
}
export interface Consumed {
  /** Events whose effects are in the database now. */
  events: number;
  /** True: there was as much as one batch takes, so there may be more. */
  isFull: boolean;
  /** True: another reader is at it. */
  isBusy: boolean;
}

const defaultBatchSize = 5_000;

/** Reads what is new and applies it: everything in one transaction with the cursor, or nothing. */
export async function consumeOnce(deps: ConsumerDeps): Promise<Consumed> {
  const batchSize = deps.batchSize ?? defaultBatchSize;
  const position = await readPosition(deps.db);
  const events = await readNewEvents(deps.db, position, batchSize);
  if (events.length === 0) return { events: 0, isFull: false, isBusy: false };
  const moments = events.map((event) => event.occurredAt);
  await ensurePartitions(deps.db, "customer_events", moments);
  await ensurePartitions(deps.db, "system_events", moments);
  const isDone = await applyOrHalve(deps, position, events);
  return {
    events: isDone ? events.length : 0,
    isFull: isDone && events.length === batchSize,
    isBusy: !isDone,
  };
}

/** Reads until there is nothing new. For tests, jobs and the end of an import. */
export async function consumeAll(deps: ConsumerDeps): Promise<number> {
  for (let total = 0; ; ) {
    const { events } = await consumeOnce(deps);
    total += events;
    if (events === 0) return total;
  }
}

/**
 * A batch that fails on its data is halved until the one event stands alone that cannot be applied; that one is set
 * aside and the rest proceeds. Anything else that fails is thrown: the log waits, nothing is lost.
 */
async function applyOrHalve(
  deps: ConsumerDeps,
  position: { txid: number; seq: number },
  events: LoggedEvent[],
): Promise<boolean> {
  try {
    return await deps.db.transaction((tx) => apply(tx, deps, position, events));
  } catch (error) {
    const [only] = events;
    if (!isPoison(error) || !only) throw error;
    if (events.length > 1) {
      const middle = events.length >> 1;
      const first = events.slice(0, middle);
      const before = first.at(-1) ?? only;
      return (
        (await applyOrHalve(deps, position, first)) &&
        (await applyOrHalve(deps, before, events.slice(middle)))
      );
    }
    deps.log.error({ err: error, eventId: only.id }, "an event cannot be applied and is set aside");
    return await deps.db.transaction(async (tx) => {
      if (!(await claimPosition(tx, position))) return false;
      await recordRejects(tx, [rejectOf(only, reasonOf(error))], deps.clock.now());
      await movePosition(tx, only, deps.clock.now());
      return true;
    });
  }
}

/** The data's fault, or a fault of our own code that this data shows; never the database's or the driver's. */
const isPoison = (error: unknown): boolean =>
  error instanceof TypeError ||
  error instanceof RangeError ||
  error instanceof SyntaxError ||
  isDataError(error) ||
  (error instanceof Error && isDataError(error.cause));

const reasonOf = (error: unknown): string => {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  return cause instanceof Error ? cause.message : "could not be applied";
};
const rejectOf = (event: LoggedEvent, reason: string, path?: string): NewReject => ({
  door: "consumer",
  entity: "event",
  sourceId: event.sourceId,
  eventId: event.id,
  reason,
  path,
  occurredAt: event.occurredAt,
  payload: withType(event),
});

/** The path of a single door said the type; a payload that stands alone must say it itself. */
const withType = ({ payload, type }: LoggedEvent): string => {
  const json: unknown = JSON.parse(payload.replace(/^\ufeff/, ""));
  return isObject(json) && json.type === undefined ? JSON.stringify({ type, ...json }) : payload;
};

async function apply(
  tx: Tx,
  deps: ConsumerDeps,
  position: { txid: number; seq: number },
  logged: LoggedEvent[],
): Promise<boolean> {
  const last = logged.at(-1);
  if (!last || !(await claimPosition(tx, position))) return false;
  const now = deps.clock.now();
  const rules = await recordRules(tx);
  const tracked: TrackedEvent[] = logged.map(readLogged);

  const { events, joins, system, homeless, erased } = await resolveSubjects(tx, tracked, { now, rules });
  const brought = await moveVisitors(tx, joins, now);
  const fresh = await insertCustomerEvents(tx, events);
  await insertSystemEvents(tx, system);
  await updateVisits(tx, fresh, joins);
  await addInterest(tx, interestPoints(fresh));
  const earliestActionAt = await updateCarts(tx, events, joins, { now, currency: rules.currency });
  const orders = await updateOrders(tx, events, joins, { now, rules });
  await touchCustomers(tx, events, brought);
  await countActivity(tx, tracked);
  await noteQuality(
    tx,
    tracked.filter((event) => !erased.includes(event)),
  );
  await forgetLogged(
    tx,
    erased.map((event) => event.log),
  );
  await recordRejects(
    tx,
    [
      ...homeless.map(({ event, reason }) => rejectOf(event.log, reason, "userId")),
      ...orders.refused.map(({ event, reason, path }) => rejectOf(event.log, reason, path)),
    ],
    now,
  );
  await movePosition(tx, last, now);
  await saveAnnouncements(tx, announcementsOf(logged.length, earliestActionAt, orders.changed));
  return true;
}

function announcementsOf(
  events: number,
  earliestActionAt: Date | undefined,
  ordersChanged: number,
): Announcement[] {
  const announcements: Announcement[] = [{ name: batchConsumed, data: { events } }];
  if (earliestActionAt)
    announcements.push({ name: cartsChanged, data: { earliestActionAt: earliestActionAt.toISOString() } });
  if (ordersChanged > 0) {
    const data: OrderChanged = { count: ordersChanged, via: "tracking" };
    announcements.push({ name: orderChanged, data: { ...data } });
  }
  return announcements;
}
