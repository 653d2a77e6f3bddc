import { type Db, isTransientDbError, type Tx } from "@/server/db/client";
import type { Context } from "@/server/kernel/context";
import type { RuleScope } from "../compile/plan";
import { projectScope } from "../project-scope";
import { evaluateEverybody, evaluatePeople, holdSubjects, needsEverybody } from "./evaluate";
import {
  findDue,
  hasMarks,
  listLive,
  type Moves,
  saveEvaluation,
  takeMarks,
  takeTurn,
  topicsBySegment,
} from "./store";

/** Marks a transaction: bounds how long one holds the turn. */
const slice = 10_000;

export interface SegmentsFollowed extends Moves {
  /** Nothing is left to look at now. */
  isDone: boolean;
}

/**
 * Brings live segments up to now: people whose data changed, people for whom time has come, and segments to be judged anew
 * as a whole. Each step is one transaction with the marks it worked off, so a crash repeats it and doubles nothing. One
 * follower works at a time; a second one finds nothing to do.
 */
export async function followSegments(
  ctx: Context,
  forMs = 5_000,
  signal?: AbortSignal,
): Promise<SegmentsFollowed> {
  const db = ctx.db as Db;
  const until = performance.now() + forMs;
  const total: SegmentsFollowed = { entered: 0, left: 0, isDone: false };
  const add = (moves: Moves) => {
    total.entered += moves.entered;
    total.left += moves.left;
  };
  while (!signal?.aborted && performance.now() < until) {
    const marked = await followMarks(ctx);
    const due = await findDue(db, ctx.clock.now());
    const timed = due.length === 0 ? undefined : await followDue(ctx, due);
    for (const moves of [marked, timed]) if (moves) add(moves);
    // Nothing to do, or another one is at it.
    if (!marked && !timed) return { ...total, isDone: true };
  }
  return total;
}

/** One slice of marks; undefined where there is none, or it is another one's turn. */
async function followMarks(ctx: Context): Promise<Moves | undefined> {
  if (!(await hasMarks(ctx.db))) return undefined;
  return await (ctx.db as Db).transaction(async (tx) => {
    if (!(await takeTurn(tx))) return undefined;
    const marks = await takeMarks(tx, slice);
    if (marks.size === 0) return undefined;
    const project = await projectScope(tx, ctx.clock.now());
    const topics = await topicsBySegment(tx);
    const asked: string[] = [];
    const people = new Set<number>();
    for (const segment of await listLive(tx)) {
      // It will be judged as a whole in its own turn.
      if (segment.isStale || segment.evaluatedAt === null) continue;
      const own = topics.get(segment.id) ?? new Set();
      const found = [...marks].filter(([topic]) => own.has(topic)).flatMap(([, ids]) => ids);
      if (found.includes(0)) await saveEvaluation(tx, segment.id, { isStale: true });
      else if (found.length > 0) {
        asked.push(segment.id);
        for (const id of found) people.add(id);
      }
    }
    return await judgeTogether(ctx, tx, asked, people, project);
  });
}

/** All in one go; where that fails, each by itself, so that only who is at fault is set aside. */
async function judgeTogether(
  ctx: Context,
  tx: Tx,
  ids: readonly string[],
  people: ReadonlySet<number>,
  project: RuleScope,
): Promise<Moves> {
  const judge = async (inner: Tx, some: readonly string[]) => {
    const subjects = await holdSubjects(inner, some, project);
    // Who needs everybody is judged as a whole in its own turn, which is now.
    return await evaluatePeople(
      inner,
      subjects.filter((one) => !needsEverybody(one)),
      people,
    );
  };
  try {
    return await tx.transaction((inner) => judge(inner, ids));
  } catch (error) {
    if (isTransientDbError(error)) throw error;
    const total: Moves = { entered: 0, left: 0 };
    for (const id of ids) {
      const moves = await orNote(ctx, tx, id, (inner) => judge(inner, [id]));
      total.entered += moves.entered;
      total.left += moves.left;
    }
    return total;
  }
}

/** Segments whose time has come; undefined where it is another one's turn. */
async function followDue(ctx: Context, due: readonly string[]): Promise<Moves | undefined> {
  return await (ctx.db as Db).transaction(async (tx) => {
    if (!(await takeTurn(tx))) return undefined;
    const project = await projectScope(tx, ctx.clock.now());
    const [first] = due;
    if (first === undefined) return undefined;
    const whole = await orNote(ctx, tx, first, async (inner) => {
      const [subject] = await holdSubjects(inner, [first], project);
      return subject && needsEverybody(subject) ? await evaluateEverybody(inner, subject) : undefined;
    });
    return whole ?? (await judgeTogether(ctx, tx, due, new Set(), project));
  });
}

const retryMs = 10 * 60_000;

/** A segment that cannot be judged says why, is judged as a whole later, and does not keep the others from it. */
async function orNote<Answer extends Moves | undefined>(
  ctx: Context,
  tx: Tx,
  id: string,
  judge: (inner: Tx) => Promise<Answer>,
): Promise<Answer | Moves> {
  try {
    return await tx.transaction(judge);
  } catch (error) {
    if (isTransientDbError(error)) throw error;
    ctx.log.error({ err: error, segmentId: id }, "a live segment cannot be judged");
    await saveEvaluation(tx, id, {
      problem: reasonOf(error).slice(0, 500),
      isStale: true,
      nextChangeAt: new Date(ctx.clock.now().getTime() + retryMs),
    });
    return { entered: 0, left: 0 };
  }
}

const reasonOf = (error: unknown): string => {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  return cause instanceof Error ? cause.message : String(cause);
};
