import { type SQL, type SQLWrapper, sql } from "drizzle-orm";
import type {
  BooleanComparison,
  CountComparison,
  DateComparison,
  ListComparison,
  NumberComparison,
  TextComparison,
  TypedComparison,
} from "../comparisons";
import { localDay } from "../moments";

/** One value of each type it may be read as. Empty is null: an empty text is read as null too. */
export interface ValueExpression {
  text(): SQL;
  number(): SQL;
  boolean(): SQL;
  date(): SQL;
  /** A day as a parameter comparable to `date()`. */
  dayParam(day: string): SQL;
}
export interface CalendarScope {
  now: Date;
  zone: string;
}

/** True, false, or null where the value is empty: SQL's own three values carry the null rule through NOT. */
export function compileComparison(
  value: ValueExpression,
  compared: TypedComparison,
  scope: CalendarScope,
): SQL {
  switch (compared.type) {
    case "text":
      return compileText(value.text(), compared.test);
    case "number":
      return compileNumber(value.number(), compared.test);
    case "boolean":
      return compileBoolean(value.boolean(), compared.test);
    case "date":
      return compileDate(value, compared.test, scope);
  }
}

/** Case does not matter. No LIKE: what people type holds no wildcards. */
export function compileText(text: SQL, test: TextComparison): SQL {
  switch (test.operator) {
    case "is_empty":
      return sql`(${text} is null)`;
    case "is_not_empty":
      return sql`(${text} is not null)`;
    case "equals":
      return sql`(lower(${text}) = lower(${test.value}::text))`;
    case "not_equals":
      return sql`(lower(${text}) <> lower(${test.value}::text))`;
    case "contains":
      return sql`(strpos(lower(${text}), lower(${test.value}::text)) > 0)`;
    case "not_contains":
      return sql`(strpos(lower(${text}), lower(${test.value}::text)) = 0)`;
    case "starts_with":
      return sql`starts_with(lower(${text}), lower(${test.value}::text))`;
    case "in":
      return sql`(lower(${text}) = any(${loweredList(test.values)}))`;
    case "not_in":
      return sql`(lower(${text}) <> all(${loweredList(test.values)}))`;
  }
}
const loweredList = (values: readonly string[]) =>
  sql`array(select lower(listed) from unnest(${sql.param([...values])}::text[]) listed)`;

export function compileNumber(
  number: SQL,
  test: NumberComparison,
  param: (value: number) => SQL = (value) => sql`${String(value)}::numeric`,
): SQL {
  switch (test.operator) {
    case "is_empty":
      return sql`(${number} is null)`;
    case "is_not_empty":
      return sql`(${number} is not null)`;
    default:
      return compileCount(number, test, param);
  }
}

/** Comparison with numbers of the marketer's; `param` puts them into the unit of the value. */
export function compileCount(number: SQL, test: CountComparison, param: (value: number) => SQL): SQL {
  switch (test.operator) {
    case "equals":
      return sql`(${number} = ${param(test.value)})`;
    case "not_equals":
      return sql`(${number} <> ${param(test.value)})`;
    case "greater":
      return sql`(${number} > ${param(test.value)})`;
    case "at_least":
      return sql`(${number} >= ${param(test.value)})`;
    case "less":
      return sql`(${number} < ${param(test.value)})`;
    case "at_most":
      return sql`(${number} <= ${param(test.value)})`;
    case "between":
      return sql`(${number} between ${param(test.from)} and ${param(test.to)})`;
  }
}

function compileBoolean(flag: SQL, test: BooleanComparison): SQL {
  switch (test.operator) {
    case "is_empty":
      return sql`(${flag} is null)`;
    case "is_not_empty":
      return sql`(${flag} is not null)`;
    case "is_true":
      return sql`(${flag})`;
    case "is_false":
      return sql`(not ${flag})`;
  }
}

export function compileDate(
  value: Pick<ValueExpression, "date" | "dayParam">,
  test: DateComparison,
  scope: CalendarScope,
): SQL {
  const date = value.date();
  const param = (day: string) => value.dayParam(day);
  const today = (plusDays: number) => param(localDay(scope.now, scope.zone, plusDays));
  switch (test.operator) {
    case "is_empty":
      return sql`(${date} is null)`;
    case "is_not_empty":
      return sql`(${date} is not null)`;
    case "on":
      return sql`(${date} = ${param(test.value)})`;
    case "before":
      return sql`(${date} < ${param(test.value)})`;
    case "on_or_before":
      return sql`(${date} <= ${param(test.value)})`;
    case "after":
      return sql`(${date} > ${param(test.value)})`;
    case "on_or_after":
      return sql`(${date} >= ${param(test.value)})`;
    case "between":
      return sql`(${date} between ${param(test.from)} and ${param(test.to)})`;
    case "in_last_days":
      return sql`(${date} between ${today(-test.days)} and ${today(0)})`;
    case "more_than_days_ago":
      return sql`(${date} < ${today(-test.days)})`;
    case "in_next_days":
      return sql`(${date} between ${today(0)} and ${today(test.days)})`;
  }
}

/** A list inside jsonb. Anything else, and a list of nothing, counts as empty. */
export function compileList(at: SQL, test: ListComparison): SQL {
  const list = sql`(case when jsonb_typeof(${at}) = 'array' and ${at} <> '[]' then ${at} end)`;
  switch (test.operator) {
    case "is_empty":
      return sql`(${list} is null)`;
    case "is_not_empty":
      return sql`(${list} is not null)`;
    case "has_any":
      return sql`(${list} ?| ${sql.param(test.values)}::text[])`;
    case "has_all":
      return sql`(${list} ?& ${sql.param(test.values)}::text[])`;
    case "has_none":
      return sql`(not ${list} ?| ${sql.param(test.values)}::text[])`;
  }
}

/** A scalar inside jsonb. A value of another type than asked for counts as empty. */
export function jsonValue(document: SQLWrapper, path: readonly string[]): ValueExpression {
  const [only] = path;
  const [at, text] =
    path.length === 1
      ? [sql`(${document} -> ${only}::text)`, sql`(${document} ->> ${only}::text)`]
      : [sql`(${document} #> ${sql.param(path)}::text[])`, sql`(${document} #>> ${sql.param(path)}::text[])`];
  const when = (type: "string" | "number" | "boolean", value: SQL) =>
    sql`(case when jsonb_typeof(${at}) = ${sql.raw(`'${type}'`)} then ${value} end)`;
  return {
    text: () => when("string", sql`nullif(${text}, '')`),
    // Straight from jsonb: no text is written and read again.
    number: () => when("number", sql`${at}::numeric`),
    boolean: () => when("boolean", sql`${at}::boolean`),
    // Days stay text, as PostgreSQL 15 has no cast that survives 31 February; ISO days sort as text.
    date: () => sql`(${when("string", sql`substring(${text} from '^\\d{4}-\\d{2}-\\d{2}')`)} collate "C")`,
    dayParam: (day) => sql`(${day}::text collate "C")`,
  };
}
