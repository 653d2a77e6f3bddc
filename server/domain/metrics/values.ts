import { type SQL, sql } from "drizzle-orm";
import { arrayParam, type Queryable } from "@/server/db/client";
import { measureForAll, projectScope, type RuleScope, reading } from "@/server/domain/segments";
import {
  type MeasuredAs,
  type MetricDefinition,
  measuredAs,
} from "@/server/domain/segments/conditions/metric";
import {
  isStandardMetric,
  ownMetricCode,
  ownMetricName,
  standardMetricCodes,
  standardMetrics,
} from "@/server/domain/segments/standard-metrics";
import { query } from "@/server/kernel/command";
import { notFound } from "@/server/platform/errors";
import { findOwnByCode, listOwn } from "./own-store";
import { viewOf } from "./queries";
import { customerId, metricPreview } from "./schema";

/** Money is in minor units, shares are 0 to 1, dates are days of the project. null: empty. */
export type MetricValue = number | string | null;

export interface CustomerMetric extends MeasuredAs {
  /** As rules name it. */
  metric: string;
  /** What people call an own one; null for a standard one. */
  name: string | null;
  value: MetricValue;
  /** The name of what a code means: a store, a category, a product. */
  label: string | null;
}

const written = (value: SQL, { type, unit }: MeasuredAs): SQL =>
  type !== "number"
    ? sql`${value}::text`
    : unit === "money"
      ? sql`round((${value})::numeric)::float8`
      : sql`(${value})::float8`;

/** Every metric of one customer, standard and own, as of now. */
export const metricsOfCustomer = query({
  name: "metrics.of-customer",
  permission: "customers:read",
  input: customerId,
  async run(ctx, { customerId: id }): Promise<CustomerMetric[]> {
    const own = (await listOwn(ctx.db)).map(viewOf);
    const scope: RuleScope = {
      ...(await projectScope(ctx.db, ctx.clock.now())),
      metrics: new Map(own.map((one) => [one.code, one.definition])),
    };
    const wanted: Omit<CustomerMetric, "value" | "label">[] = [
      ...own.map(({ code, name, type, unit, isTotal }) => ({
        metric: ownMetricName(code),
        name,
        type,
        unit,
        isTotal,
      })),
      ...standardMetricCodes.map((metric) => {
        const { type, unit, isTotal = false } = standardMetrics[metric];
        return { metric, name: null, type, unit, isTotal };
      }),
    ];
    const { joins, values } = measureForAll(
      wanted.map((one) => one.metric),
      scope,
      arrayParam([id], "bigint"),
    );
    const columns = values.map((value, i) => written(value, wanted[i] as CustomerMetric));
    const [row] = await reading(ctx.db, (tx) =>
      tx.execute<{ found: MetricValue[] }>(sql`
        select json_build_array(${sql.join(columns, sql`, `)}) as found from customers ${joins}
        where customers.id = ${id} and customers.state = 'active'`),
    );
    if (!row) throw notFound("customer", id);
    const found = wanted.map((one, i) => ({ ...one, value: row.found[i] ?? null }));
    const labels = await labelsOf(ctx.db, found);
    return found.map((one) => ({ ...one, label: labels(one.unit, one.value) }));
  },
});

async function labelsOf(
  db: Queryable,
  values: readonly { unit: string; value: MetricValue }[],
): Promise<(unit: string, value: MetricValue) => string | null> {
  const codes = (unit: string) =>
    arrayParam(
      values.filter((one) => one.unit === unit && typeof one.value === "string").map((one) => one.value),
      "text",
    );
  const rows = await db.execute<{ unit: string; code: string; name: string }>(sql`
    select 'store' as unit, external_id as code, name from stores where external_id = any(${codes("store")})
    union all select 'category', external_id, name from categories where external_id = any(${codes("category")})
    union all select 'product', external_id, name from products where external_id = any(${codes("product")})`);
  const names = new Map(rows.map((row) => [`${row.unit} ${row.code}`, row.name]));
  return (unit, value) => names.get(`${unit} ${value}`) ?? null;
}

export interface MetricSample {
  customerId: number;
  externalId: string | null;
  firstName: string | null;
  lastName: string | null;
  email: string | null;
  phone: string | null;
  value: MetricValue;
  /** The name of what a code means. */
  label: string | null;
}
export interface MetricBar {
  from: MetricValue;
  /** null: and everything above. */
  to: MetricValue;
  people: number;
}
export interface MetricDistribution extends MeasuredAs {
  /** All active customers. */
  total: number;
  /** Those with a value. */
  people: number;
  /** Of those, with 0. */
  zeros: number;
  min: MetricValue;
  median: MetricValue;
  average: MetricValue;
  max: MetricValue;
  /** In equal steps: dates over all of them, numbers up to what 95% have; zeros of a count or sum are told apart. */
  bars: MetricBar[];
  /** Texts: the most frequent. */
  values: { value: string; label: string | null; people: number }[];
  sample: MetricSample[];
  countedAt: Date;
}

const mostBars = 12;
const sampleSize = 10;
const wholeUnits: readonly string[] = ["count", "hour", "date"];

/** How a metric is spread over the base, and whose value is what. Nothing is stored. */
export const previewMetric = query({
  name: "metrics.preview",
  permission: "segments:read",
  input: metricPreview,
  async run(ctx, { definition, metric, customerIds }): Promise<MetricDistribution> {
    const now = ctx.clock.now();
    const project = await projectScope(ctx.db, now);
    const asked = await askedOf(ctx.db, definition, metric);
    const { joins, values } = measureForAll([asked.what], { ...project, metrics: asked.metrics });
    const { type, unit, isTotal } = asked;
    const measured = values[0] ?? sql`null`;
    const place = {
      number: sql`value::float8`,
      date: sql`(value - date '1970-01-01')::float8`,
      text: sql`null::float8`,
    }[type];
    const isWhole = wholeUnits.includes(unit);
    const whose = customerIds
      ? sql`where f.id = any(${arrayParam(customerIds, "bigint")}) order by f.id`
      : sql`where f.value is not null order by f.place desc nulls last, f.id limit ${sampleSize}`;
    const [row] = await reading(ctx.db, (tx) =>
      tx.execute<FiguresRow>(sql`
        with found as materialized (
          select id, value, ${place} as place from (
            select customers.id, ${measured} as value from customers ${joins} where customers.state = 'active') measured),
        shown as (select place from found where place is not null ${isTotal ? sql`and place <> 0` : sql``}),
        edges as (
          select low, ${isWhole ? sql`greatest(ceil((high - low + 1) / ${mostBars}), 1)` : sql`(high - low) / ${mostBars}`} as step
          from (select min(place) as low, percentile_disc(${type === "date" ? 1 : 0.95}::float8) within group (order by place) as high from shown) spread),
        bars as (
          select coalesce(least(floor((place - low) / nullif(step, 0)), ${mostBars - 1}), 0)::int as bar, count(*)::int as people
          from shown, edges group by 1)
        select count(*)::int as total, count(value)::int as people, (count(*) filter (where place = 0))::int as zeros,
          min(place) as min, max(place) as max, avg(place) as average,
          percentile_cont(0.5) within group (order by place) as median,
          (select low from edges) as low, (select step from edges) as step,
          (select json_agg(json_build_array(bar, people) order by bar) from bars) as bars,
          ${
            type === "text"
              ? sql`(select json_agg(json_build_object('value', value, 'people', people)) from (
                  select value, count(*)::int as people from found where value is not null group by value order by 2 desc, 1 limit ${mostBars}) often)`
              : sql`null::json`
          } as often,
          (select json_agg(person) from (
            select f.id as "customerId", c.external_id as "externalId", c.first_name as "firstName", c.last_name as "lastName",
              c.email, c.phone, ${written(sql`f.value`, asked)} as value
            from found f join customers c on c.id = f.id ${whose}) person) as sample
        from found`),
    );
    if (!row) throw new Error("A count without a row.");
    const [often, sample] = [row.often ?? [], row.sample ?? []];
    const coded = type === "text" ? [...often, ...sample].map(({ value }) => ({ unit, value })) : [];
    const label = await labelsOf(ctx.db, coded);
    const told = (place: number | null): MetricValue => {
      if (place === null) return null;
      if (type === "date") return new Date(Math.round(place) * 86_400_000).toISOString().slice(0, 10);
      return unit === "money" ? Math.round(place) : place;
    };
    return {
      type,
      unit,
      isTotal,
      total: row.total,
      people: row.people,
      zeros: type === "number" ? row.zeros : 0,
      min: told(row.min),
      median: told(row.median),
      average: told(row.average),
      max: told(row.max),
      bars: barsOf(row, isWhole).map((bar) => ({ ...bar, from: told(bar.from), to: told(bar.to) })),
      values: often.map((one) => ({ ...one, label: label(unit, one.value) })),
      sample: sample.map((one) => ({ ...one, label: label(unit, one.value) })),
      countedAt: now,
    };
  },
});

interface FiguresRow extends Record<string, unknown> {
  total: number;
  people: number;
  zeros: number;
  min: number | null;
  max: number | null;
  average: number | null;
  median: number | null;
  low: number | null;
  step: number | null;
  bars: [number, number][] | null;
  often: { value: string; people: number }[] | null;
  sample: Omit<MetricSample, "label">[] | null;
}

/** Bars from the lowest to the last with anybody in it, empty ones between them too. */
function barsOf(row: FiguresRow, isWhole: boolean): { from: number; to: number | null; people: number }[] {
  const { low, step, max } = row;
  const counts = new Map(row.bars ?? []);
  if (low === null || step === null || max === null || counts.size === 0) return [];
  const last = Math.max(...counts.keys());
  return Array.from({ length: last + 1 }, (_, bar) => {
    const from = low + bar * step;
    const end = isWhole ? from + step - 1 : from + step;
    const to = bar === last && max > end ? null : Math.min(end, max);
    return { from, to, people: counts.get(bar) ?? 0 };
  });
}

interface Asked extends MeasuredAs {
  what: string | MetricDefinition;
  metrics: ReadonlyMap<string, MetricDefinition>;
}

async function askedOf(db: Queryable, definition: MetricDefinition | undefined, metric = ""): Promise<Asked> {
  if (definition) return { what: definition, metrics: new Map(), ...measuredAs(definition) };
  if (isStandardMetric(metric)) {
    const { type, unit, isTotal = false } = standardMetrics[metric];
    return { what: metric, metrics: new Map(), type, unit, isTotal };
  }
  const row = await findOwnByCode(db, ownMetricCode(metric) ?? "");
  if (!row) throw notFound("metric", metric);
  const own = viewOf(row);
  return { what: own.definition, metrics: new Map(), ...measuredAs(own.definition) };
}
