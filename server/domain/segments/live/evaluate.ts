import { sql } from "drizzle-orm";
import type { Tx } from "@/server/db/client";
import type { RuleScope } from "../compile/plan";
import { plannedMembers, verdictsQuery, withNestedLoops } from "../membership";
import { localDay, startOfDay } from "../moments";
import { loadOthers } from "../references";
import { type Rule, rule } from "../rule";
import { lockSegments, type SegmentRecord } from "../store";
import { tellListeners } from "./listeners";
import { nextMoments, peopleWhoseTimeCame } from "./moments-store";
import {
  countMembers,
  idsParam,
  type Moves,
  noteDays,
  replaceMembers,
  saveEvaluated,
  updateMembers,
} from "./store";
import { type Moving, type TimeDependence, timeOf } from "./time";
import { everyCondition } from "./topics";

/** Moments that come one after another share one look: nobody is late by more. */
const spacingMs = 1_000;

export interface Subject {
  segment: SegmentRecord;
  definition: Rule;
  scope: RuleScope;
  time: TimeDependence;
  now: Date;
}

/** The segments, held while they are judged, so that nobody replaces a definition or stops following meanwhile. */
export async function holdSubjects(tx: Tx, ids: readonly string[], project: RuleScope): Promise<Subject[]> {
  const subjects: Subject[] = [];
  for (const segment of await lockSegments(tx, ids)) {
    if (!segment.isLive || segment.definition === null) continue;
    const definition = rule.parse(segment.definition);
    const scope = { ...project, ...(await loadOthers(tx, definition, segment.id)) };
    subjects.push({ segment, definition, scope, time: timeOf(definition, scope), now: project.now });
  }
  return subjects;
}

/** Judges everybody anew and notes the difference. */
export async function evaluateEverybody(tx: Tx, subject: Subject): Promise<Moves> {
  const { segment, definition, scope, now } = subject;
  await tx.execute(sql`select set_config('work_mem', '128MB', true)`);
  const moves = await replaceMembers(tx, segment.id, await plannedMembers(tx, definition, scope), {
    isFirst: segment.evaluatedAt === null,
    cause: segment.isStale ? "edit" : "time",
    now,
  });
  await withNestedLoops(tx);
  await finish(tx, [subject], new Map([[segment.id, moves]]), { isRecounted: true });
  return moves;
}

const mostNodes = 300;

/**
 * Judges some people anew by several segments, and with them all for whom time has come since these were last looked at.
 * The segments are asked together, so that each table is read once. `changed`: those with a change of their data.
 */
export async function evaluatePeople(
  tx: Tx,
  subjects: readonly Subject[],
  changed: ReadonlySet<number>,
): Promise<Moves> {
  const total: Moves = { entered: 0, left: 0 };
  for (const group of together(subjects)) {
    const timed = (await timedOf(tx, group)).filter((id) => !changed.has(id));
    const moves = await judge(tx, group, [...changed], timed);
    for (const one of moves.values()) {
      total.entered += one.entered;
      total.left += one.left;
    }
    await finish(tx, group, moves, { isRecounted: false });
  }
  return total;
}

/** Groups that one statement can hold. */
function together(subjects: readonly Subject[]): Subject[][] {
  const groups: Subject[][] = [];
  let nodes = mostNodes;
  for (const subject of subjects) {
    const own = [...everyCondition(subject.definition, subject.scope)].length;
    if (nodes + own > mostNodes) {
      groups.push([]);
      nodes = 0;
    }
    groups.at(-1)?.push(subject);
    nodes += own;
  }
  return groups;
}

async function timedOf(tx: Tx, subjects: readonly Subject[]): Promise<number[]> {
  const moving = new Map<string, { one: Moving; after: Date }>();
  for (const { segment, time, now } of subjects)
    for (const one of time.moving) {
      const after = segment.evaluatedAt;
      if (after === null || after >= now) continue;
      const key = keyOf(one);
      const known = moving.get(key);
      if (!known || known.after > after) moving.set(key, { one, after });
    }
  const now = subjects[0]?.now;
  if (moving.size === 0 || !now) return [];
  const rows = await tx.execute<{ customer_id: number | string }>(
    peopleWhoseTimeCame([...moving.values()], now),
  );
  return rows.map((row) => Number(row.customer_id));
}

async function judge(
  tx: Tx,
  subjects: readonly Subject[],
  changed: readonly number[],
  timed: readonly number[],
): Promise<Map<string, Moves>> {
  const [first] = subjects;
  if (!first || changed.length + timed.length === 0) return new Map();
  const people = idsParam([...changed, ...timed]);
  const scope: RuleScope = {
    ...first.scope,
    segments: new Map(subjects.flatMap((one) => [...(one.scope.segments ?? [])])),
    metrics: new Map(subjects.flatMap((one) => [...(one.scope.metrics ?? [])])),
  };
  const verdicts = verdictsQuery(
    subjects.map((one) => one.definition),
    scope,
    people,
  );
  const moves = await updateMembers(
    tx,
    subjects.map((one) => one.segment.id),
    { people, timed: idsParam(timed), verdicts, now: first.now },
  );
  return new Map(moves.map((one) => [one.segmentId, one]));
}

/** Sizes, the day's figures, and when time alone will change something next. */
async function finish(
  tx: Tx,
  subjects: readonly Subject[],
  moves: ReadonlyMap<string, Moves>,
  { isRecounted }: { isRecounted: boolean },
): Promise<void> {
  const [first] = subjects;
  if (!first) return;
  const { now, scope } = first;
  const today = localDay(now, scope.zone);
  const rows: { segmentId: string; size: number; entered: number; left: number }[] = [];
  for (const { segment } of subjects) {
    const own = moves.get(segment.id) ?? { entered: 0, left: 0 };
    const isNewDay = segment.sizeAt === null || localDay(segment.sizeAt, scope.zone) !== today;
    const size =
      isRecounted || isNewDay || segment.size === null
        ? await countMembers(tx, segment.id)
        : segment.size + own.entered - own.left;
    rows.push({ segmentId: segment.id, size, entered: own.entered, left: own.left });
  }
  await noteDays(tx, today, rows);
  const isNews = ({ segment }: Subject, i: number) =>
    segment.evaluatedAt === null || (rows[i]?.entered ?? 0) + (rows[i]?.left ?? 0) > 0;
  await tellListeners(
    tx,
    subjects.filter(isNews).map((one) => one.segment.id),
  );
  const next = await nextChanges(tx, subjects, now);
  await saveEvaluated(
    tx,
    rows.map(({ segmentId, size }, i) => ({ segmentId, size, nextChangeAt: next[i] ?? now })),
    now,
  );
}

/** Each midnight at the latest, when sizes are counted exactly and days begin. */
async function nextChanges(tx: Tx, subjects: readonly Subject[], now: Date): Promise<Date[]> {
  const moving = new Map(
    subjects.flatMap(({ time }) => time.moving.map((one) => [keyOf(one), one] as const)),
  );
  const moments = await nextMoments(tx, [...moving.values()], now);
  const momentOf = new Map([...moving.keys()].map((key, i) => [key, moments[i]]));
  return subjects.map(({ time, scope: { zone } }) => {
    const midnight = startOfDay(localDay(now, zone), zone, 1).getTime();
    const own = time.moving.flatMap((one) => momentOf.get(keyOf(one))?.getTime() ?? []);
    const earliest = Math.min(midnight, ...own);
    return new Date(earliest === midnight ? midnight : Math.max(earliest, now.getTime() + spacingMs));
  });
}
const keyOf = (moving: Moving): string => JSON.stringify(moving);

/** True where it was never judged as it is now, or where days matter and a new one has begun. */
export const needsEverybody = ({ segment, time, scope, now }: Subject): boolean =>
  segment.isStale ||
  segment.evaluatedAt === null ||
  (time.changesAtMidnight && localDay(segment.evaluatedAt, scope.zone) !== localDay(now, scope.zone));
