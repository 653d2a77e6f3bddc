import { type SQL, sql } from "drizzle-orm";
import { arrayParam, instantParam, type Queryable } from "@/server/db/client";
import type { Moving } from "./time";

interface Things {
  from: SQL;
  at: SQL;
  where: SQL;
  /** The moment has no index in order, only a summary of each stretch of the table: look ahead by steps. */
  isSummarised: boolean;
}

const all = sql`true`;

function thingsOf(moving: Moving): Things {
  switch (moving.of) {
    case "receipts":
      return { from: sql`receipts`, at: sql`occurred_at`, where: all, isSummarised: false };
    case "orders":
      return { from: sql`orders`, at: sql`occurred_at`, where: all, isSummarised: false };
    case "tags":
      return { from: sql`customer_tags`, at: sql`expires_at`, where: all, isSummarised: false };
    case "participation":
      return { from: sql`campaign_participants`, at: sql`entered_at`, where: all, isSummarised: true };
    case "event": {
      const where = sql`name = ${moving.name} and type = ${moving.type}`;
      return { from: sql`customer_events`, at: sql`occurred_at`, where, isSummarised: false };
    }
    case "message": {
      const where = sql`kind = any(${arrayParam([...moving.kinds], "text")})`;
      return { from: sql`message_events`, at: sql`at`, where, isSummarised: true };
    }
  }
}

const earlier = (at: Date, ms: number) => instantParam(new Date(at.getTime() - ms));

/** Customers whose answer may have changed by time alone: a query of numbers. `after`: since when each was not asked. */
export const peopleWhoseTimeCame = (moving: readonly { one: Moving; after: Date }[], upTo: Date): SQL =>
  sql.join(
    moving.map(({ one, after }) => {
      const { from, at, where } = thingsOf(one);
      return sql`select customer_id from ${from}
        where ${where} and ${at} > ${earlier(after, one.offsetMs)} and ${at} <= ${earlier(upTo, one.offsetMs)}`;
    }),
    sql` union `,
  );

const minute = 60_000;
/** Steps of looking ahead; past the last one it is looked again. */
const stretches = [minute, 15 * minute, 3 * 60 * minute, 24 * 60 * minute] as const;

/** The next moment at which each of these may change an answer; null: none is foreseen. In their order. */
export async function nextMoments(
  db: Queryable,
  moving: readonly Moving[],
  after: Date,
): Promise<(Date | null)[]> {
  if (moving.length === 0) return [];
  const firsts = moving.map((one) => {
    const { from, at, where, isSummarised } = thingsOf(one);
    const since = earlier(after, one.offsetMs);
    const first = (limit: SQL) =>
      sql`(select min(${at}) from ${from} where ${where} and ${at} > ${since}${limit})`;
    const found = isSummarised
      ? sql`coalesce(${sql.join(
          stretches.map((ms) => first(sql` and ${at} <= ${earlier(after, one.offsetMs - ms)}`)),
          sql`, `,
        )}, ${earlier(after, one.offsetMs - stretches[3])})`
      : first(sql``);
    return sql`${found} + make_interval(secs => ${one.offsetMs / 1000}::float8)`;
  });
  const [row] = await db.execute<{ moments: (string | null)[] }>(
    sql`select to_json(array[${sql.join(firsts, sql`, `)}]) as moments`,
  );
  return (row?.moments ?? []).map((one) => (one === null ? null : new Date(one)));
}
