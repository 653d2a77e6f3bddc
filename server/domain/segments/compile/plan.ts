import { type SQL, type SQLWrapper, sql } from "drizzle-orm";
import { PgDialect } from "drizzle-orm/pg-core";
import { customers } from "@/server/db/schema";
import type { MetricDefinition } from "../conditions/metric";
import type { Rule } from "../rule";
import type { CalendarScope } from "./comparisons";

/** A person inside a chain, as expressions over the row that stands for her. */
export interface ParticipantScope {
  id: SQLWrapper;
  enteredAt: SQLWrapper;
  previousNodeAt: SQLWrapper;
  /** When the thing happened that let her in (the cart was last touched). */
  triggerAt: SQLWrapper;
}
export interface RuleScope extends CalendarScope {
  /** Minor units in one of the currency the marketer types: 100 cents in a euro. */
  minorPerMajor: number;
  participant?: ParticipantScope;
  /** The segments that rules may name, by id: what they are now. */
  segments?: ReadonlyMap<string, OtherSegment>;
  /** People's own metrics that rules may name, by code. */
  metrics?: ReadonlyMap<string, MetricDefinition>;
}
/** Another segment: people who fulfil a rule, or a list. */
export type OtherSegment = { kind: "rule"; rule: Rule } | { kind: "list" };

/** Rows that belong to customers, before anything is said of which customer. */
export interface Rows {
  /** Tables, with their aliases and joins. An alias must not be one that a caller uses: see `participantScope`. */
  from: SQL;
  customerId: SQL;
  /** The same column of joined tables: PostgreSQL does not see that who is meant in one is meant in the other. */
  alike?: readonly SQL[];
  where: SQL;
  /** A customer has at most one, and values are taken from it as they are. */
  isSingle?: boolean;
}

/**
 * How a statement gets at what belongs to a customer. The meaning is the same either way; the price is not.
 */
export interface Plan {
  readonly scope: RuleScope;
  /**
   * One aggregate call, such as `max(bought.total_minor)`, over a customer's rows; null without any (counts too). Of a
   * single row: any expression over it.
   */
  value(rows: Rows, aggregate: SQL): SQL;
  /** Whether she has any: true or false, never null. */
  has(rows: Rows): SQL;
  /** The same for a condition that everybody meant must fulfil, or none of them. */
  decisive(): Plan;
}

/** A subquery for each row of `customers`: right for few people, and inside a chain, where rows look at the participant. */
export function perCustomer(scope: RuleScope): Plan {
  const plan: Plan = {
    scope,
    value: ({ from, customerId, where }, aggregate) =>
      sql`(select ${aggregate} from ${from} where ${customerId} = ${customers.id} and ${where})`,
    has: hasAny,
    decisive: () => plan,
  };
  return plan;
}
const hasAny = ({ from, customerId, where }: Rows): SQL =>
  sql`exists (select 1 from ${from} where ${customerId} = ${customers.id} and ${where})`;

interface Source {
  alias: SQL;
  from: SQL;
  customerId: SQL;
  alike: readonly SQL[];
  isSingle: boolean;
  /** Which rows each value is of; equal ones are kept once. */
  filters: { key: string; where: SQL }[];
  values: { key: string; filter: number; aggregate: SQL }[];
}

const dialect = new PgDialect({ casing: "snake_case" });
/** Two fragments with one key are the same SQL with the same parameters. */
const keyOf = (part: SQL): string => {
  const { sql: text, params } = dialect.sqlToQuery(part);
  return JSON.stringify([text, params]);
};

/** How often a rule asks something of each table, by the table's key. */
interface Uses {
  /** Needs the table read: values, and questions inside "any". */
  readings: Map<string, number>;
  /** "Has" and "has not" that decide on their own. */
  decisions: Map<string, number>;
}
/** Up to so many semi-joins of one table cost less than one grouped reading of it. */
const mostSemiJoins = 2;

export interface WholePlan extends Plan {
  /** What the predicate needs beside `customers`. */
  joins(): SQL;
  readonly uses: Uses;
}

/**
 * Every table is read once, grouped by customer, and joined to `customers`: right for the whole base. Conditions about
 * the same table share one reading of it. `only`, customer numbers as one array, keeps the readings to those people.
 * `known`, from a first compiling of the same rule: then a table of which nothing is asked but whether somebody has rows
 * at all is not grouped, but semi- or anti-joined, which ends at the first row.
 */
export function overEverybody(scope: RuleScope, only?: SQL, known?: Uses): WholePlan {
  const sources = new Map<string, Source>();
  const uses: Uses = { readings: new Map(), decisions: new Map() };
  const note = (counts: Map<string, number>, key: string) => counts.set(key, (counts.get(key) ?? 0) + 1);

  const sourceOf = (rows: Rows): Source => {
    const { from, customerId, alike = [], isSingle = false } = rows;
    const key = tableKey(rows);
    note(uses.readings, key);
    const same = sources.get(key);
    if (same) return same;
    const alias = sql.identifier(`s${sources.size + 1}`);
    const source = { alias: sql`${alias}`, from, customerId, alike, isSingle, filters: [], values: [] };
    sources.set(key, source);
    return source;
  };
  const indexIn = <Item extends { key: string }>(
    list: Item[],
    item: Item,
    isSame: (one: Item) => boolean,
  ) => {
    const at = list.findIndex(isSame);
    return at >= 0 ? at : list.push(item) - 1;
  };
  const value = (rows: Rows, aggregate: SQL): SQL => {
    const source = sourceOf(rows);
    const filterKey = keyOf(rows.where);
    const filter = indexIn(
      source.filters,
      { key: filterKey, where: rows.where },
      (one) => one.key === filterKey,
    );
    const key = keyOf(aggregate);
    const at = indexIn(
      source.values,
      { key, filter, aggregate },
      (one) => one.key === key && one.filter === filter,
    );
    return sql`${source.alias}.${sql.identifier(`v${at + 1}`)}`;
  };

  const has = (rows: Rows) => sql`(${value(rows, sql`bool_or(true)`)} is not null)`;
  const decide = (rows: Rows): SQL => {
    const key = tableKey(rows);
    note(uses.decisions, key);
    const isCheap =
      (known?.decisions.get(key) ?? mostSemiJoins + 1) <= mostSemiJoins && !known?.readings.has(key);
    return known === undefined ? sql`true` : isCheap ? hasAny(rows) : has(rows);
  };
  const plan: WholePlan = {
    scope,
    value,
    has,
    decisive: () => ({ ...plan, has: decide }),
    joins: () => sql.join([...sources.values()].map((source) => joinOf(source, only))),
    uses,
  };
  return plan;
}
const tableKey = ({ from, customerId }: Rows): string => keyOf(sql`${from} ${customerId}`);

/**
 * Materialized: PostgreSQL would have each of its parallel workers read and group the whole table anew; so it is done once,
 * itself in parallel where that pays.
 */
function joinOf(
  { alias, from, customerId, alike, isSingle, filters, values }: Source,
  only: SQL | undefined,
): SQL {
  const isAlone = filters.length === 1;
  const where = filters.map((one) => sql`(${one.where})`);
  const columns = values.map(({ aggregate, filter }, i) => {
    const name = sql.identifier(`v${i + 1}`);
    return isAlone
      ? sql`${aggregate} as ${name}`
      : sql`${aggregate} filter (where ${filters[filter]?.where}) as ${name}`;
  });
  const restriction = only
    ? sql.join([customerId, ...alike].map((column) => sql` and ${column} = any(${only})`))
    : sql``;
  return sql` left join (with read as materialized (
    select ${customerId} as customer_id, ${sql.join(columns, sql`, `)} from ${from}
    where ${isAlone ? where[0] : sql`(${sql.join(where, sql` or `)})`}${restriction} ${isSingle ? sql`` : sql`group by 1`}) select * from read) ${alias}
    on ${alias}.customer_id = ${customers.id}`;
}
