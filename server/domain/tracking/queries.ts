import { z } from "zod";
import { query } from "@/server/kernel/command";
import { baseUrl } from "@/server/platform/env";
import { notFound } from "@/server/platform/errors";
import { readLogged } from "./consume/tracked-event";
import {
  type LiveEvent,
  readBacklog,
  readEventNames,
  readLiveEvents,
  readSourceActivity,
  type SourceActivity,
} from "./health-store";
import { isEventType } from "./ingest/event";
import { readInstallSteps, readIssues, readJoins, readShapes } from "./quality-store";
import { eventNamesInput, getSourceInput, listSourcesInput, liveEventsInput } from "./schema";
import { findSource, readSources } from "./source-store";

const silent = (sourceId: number): SourceActivity => ({
  sourceId,
  eventsLastMinute: 0,
  eventsLastHour: 0,
  eventsLastDay: 0,
  lastReceivedAt: null,
  rejectedLastDay: 0,
});

export const listSources = query({
  name: "tracking.list-sources",
  permission: "sources:read",
  input: listSourcesInput,
  async run(ctx) {
    const activity = new Map(
      (await readSourceActivity(ctx.db, ctx.clock.now())).map((row) => [row.sourceId, row]),
    );
    return (await readSources(ctx.db)).map((source) => ({
      ...source,
      activity: activity.get(source.id) ?? silent(source.id),
    }));
  },
});

export const getSource = query({
  name: "tracking.get-source",
  permission: "sources:read",
  input: getSourceInput,
  async run(ctx, { id }) {
    const source = await findSource(ctx.db, id);
    if (!source) throw notFound("source", id);
    const activity = (await readSourceActivity(ctx.db, ctx.clock.now())).find((row) => row.sourceId === id);
    /** Where trackers and programs send to: never built from the Host header. */
    return { ...source, activity: activity ?? silent(id), address: baseUrl() };
  },
});

/** The newest events as they came, for the people who wire a site up, with whose they became. */
export const listLiveEvents = query({
  name: "tracking.list-live-events",
  permission: "events:read",
  input: liveEventsInput,
  async run(ctx, input) {
    const events = await readLiveEvents(ctx.db, input);
    const joins = await readJoins(
      ctx.db,
      events.map((event) => ({ ...event, name: nameInLog(event) })),
    );
    return events.map((event) => ({ ...event, joined: joins.get(event.id) ?? null }));
  },
});

/** The name under which the reader of the log kept it. */
function nameInLog(event: LiveEvent): string {
  try {
    return readLogged({ ...event, txid: 0, seq: 0, type: isEventType(event.type) ? event.type : "track" })
      .name;
  } catch {
    return "";
  }
}

/** How far the wiring of a source has come, and what is wrong with what it sends. */
export const getInstallation = query({
  name: "tracking.get-installation",
  permission: "sources:read",
  input: getSourceInput,
  async run(ctx, { id }) {
    const since = new Date(ctx.clock.now().getTime() - 7 * 86_400_000);
    const [steps, issues] = await Promise.all([readInstallSteps(ctx.db, id), readIssues(ctx.db, id, since)]);
    return { steps, issues };
  },
});

/** What a source's events look like: names, properties, their types and examples. */
export const listEventShapes = query({
  name: "tracking.list-event-shapes",
  permission: "sources:read",
  input: getSourceInput,
  run: (ctx, { id }) => readShapes(ctx.db, id),
});

/** Names seen so far, for the pickers of segments and chains. */
export const listEventNames = query({
  name: "tracking.list-event-names",
  permission: "events:read",
  input: eventNamesInput,
  run: (ctx, { type }) => readEventNames(ctx.db, type),
});

/** How the way in is doing: flow, backlog and lag of the reader, refusals. */
export const ingestHealth = query({
  name: "tracking.ingest-health",
  permission: "home:read",
  input: z.object({}).default({}),
  async run(ctx) {
    const now = ctx.clock.now();
    const [sources, backlog] = await Promise.all([readSourceActivity(ctx.db, now), readBacklog(ctx.db)]);
    const total = (of: (row: SourceActivity) => number) => sources.reduce((sum, row) => sum + of(row), 0);
    const lastReceived = sources.map((row) => row.lastReceivedAt?.getTime() ?? 0);
    return {
      eventsLastMinute: total((row) => row.eventsLastMinute),
      eventsLastHour: total((row) => row.eventsLastHour),
      eventsLastDay: total((row) => row.eventsLastDay),
      rejectedLastDay: total((row) => row.rejectedLastDay),
      lastReceivedAt: Math.max(0, ...lastReceived) > 0 ? new Date(Math.max(...lastReceived)) : null,
      /** Up to 10,001, which means "more than 10,000". */
      unreadEvents: backlog.unread,
      lagSeconds: backlog.oldestAt
        ? Math.max(0, Math.round((now.getTime() - backlog.oldestAt.getTime()) / 1_000))
        : 0,
      sources,
    };
  },
});
