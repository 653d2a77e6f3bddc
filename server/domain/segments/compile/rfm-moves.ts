import { type SQL, sql } from "drizzle-orm";
import { arrayParam } from "@/server/db/client";
import type { MoveWindow, RfmMovedCondition, RfmPlace, RfmWent } from "../conditions/relations";
import { localDay } from "../moments";
import type { Plan, Rows, RuleScope } from "./plan";
import { modelIs } from "./relations";

/** An end of a move: a score or the named segment there, null where there are none. */
type End = (column: "r" | "f" | "m" | "segment") => SQL;

export function compileRfmMoved(condition: RfmMovedCondition, plan: Plan, isRequired: boolean): SQL {
  const rows: Rows = {
    from: sql`rfm_moves v`,
    customerId: sql`v.customer_id`,
    where: sql`${modelIs(sql`v.model_id`, condition.model)} and ${withinMoves(condition.window, plan.scope)}`,
  };
  const first: End = (column) =>
    sql`(${plan.value(rows, sql`array_agg(${sql.raw(`v.from_${column}`)} order by v.run_id)`)})[1]`;
  const last: End = (column) =>
    sql`(${plan.value(rows, sql`array_agg(${sql.raw(`v.to_${column}`)} order by v.run_id desc)`)})[1]`;
  const scores = (at: End) => sql`(${at("r")}, ${at("f")}, ${at("m")})`;
  const moved = sql`(${sql.join(
    [
      sql`${plan.value(rows, sql`count(*)`)} > 0`,
      sql`${scores(first)} is distinct from ${scores(last)}`,
      ...rfmWay(condition, first, last),
    ],
    sql` and `,
  )})`;
  return isRequired ? moved : sql`coalesce(${moved}, false)`;
}

/** The ends and the direction a move must have, as conditions; none may be left out by whoever asks. */
export function rfmWay(
  { from, to, went }: { from?: RfmPlace | undefined; to?: RfmPlace | undefined; went?: RfmWent | undefined },
  first: End,
  last: End,
): SQL[] {
  return [
    ...placeOf(from, first),
    ...placeOf(to, last),
    ...(went ? [sql`${last(went.axis)} ${went.way === "up" ? sql`>` : sql`<`} ${first(went.axis)}`] : []),
  ];
}

function placeOf(place: RfmPlace | undefined, at: End): SQL[] {
  if (!place) return [];
  if ("out" in place) return [sql`${at("r")} is null`];
  const axes = (["r", "f", "m"] as const).flatMap((axis) =>
    place[axis] ? [sql`${at(axis)} = any(${arrayParam(place[axis], "smallint")})`] : [],
  );
  return place.segments
    ? [...axes, sql`${at("segment")} = any(${arrayParam(place.segments, "text")})`]
    : axes;
}

/** Whole days, so that it means the same through a change of the clocks. */
function withinMoves(window: MoveWindow, { now, zone }: RuleScope): SQL {
  switch (window.kind) {
    case "ever":
      return sql`true`;
    case "last_run":
      return sql`v.run_id = (select max(r.id) from rfm_runs r where r.model_id = v.model_id)`;
    case "last":
      return sql`(v.moved_on > ${localDay(now, zone, -window.amount)}::date and v.moved_on <= ${localDay(now, zone)}::date)`;
    case "between":
      return sql`(v.moved_on >= ${window.from}::date and v.moved_on <= ${window.to}::date)`;
  }
}
