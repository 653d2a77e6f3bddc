import { type SQL, sql } from "drizzle-orm";
import { arrayParam } from "@/server/db/client";
import type {
  Goods,
  PurchaseFilter,
  PurchaseLines,
  PurchaseMeasure,
  PurchasesCondition,
} from "../conditions/purchases";
import { compareMeasured, dayOf, daysSince, type Measured, moneyParam } from "./aggregates";
import { compileCount } from "./comparisons";
import type { Plan, Rows, RuleScope } from "./plan";
import { within } from "./windows";

const tables = {
  receipts: { from: sql`receipts bought`, of: sql`bought.status = 'completed'` },
  returns: { from: sql`receipts bought`, of: sql`bought.status = 'returned'` },
  orders: { from: sql`orders bought`, of: sql`bought.status <> 'cancelled'` },
  all: { from: sql`purchases bought`, of: sql`true` },
} as const;
/** Which purchases, whatever is measured of them. */
type Meant = Pick<PurchasesCondition, "of" | "where" | "lines" | "window">;

const ofReceipt = {
  table: sql`receipt_lines l`,
  on: sql`l.customer_id = bought.customer_id and l.receipt_id = bought.id`,
};
const lineTables = {
  receipts: ofReceipt,
  returns: ofReceipt,
  orders: {
    table: sql`order_lines l`,
    on: sql`l.customer_id = bought.customer_id and l.order_id = bought.id`,
  },
  all: {
    table: sql`purchase_lines l`,
    on: sql`l.customer_id = bought.customer_id and l.kind = bought.kind and l.purchase_id = bought.id`,
  },
} as const;

export const compilePurchases = (condition: PurchasesCondition, plan: Plan, isRequired: boolean): SQL =>
  compareMeasured(plan, measurePurchases(condition, plan), condition.test, isRequired);

export function measurePurchases(meant: Meant & { measure: PurchaseMeasure }, plan: Plan): Measured {
  const { scope } = plan;
  const rows = rowsOf(meant, scope);
  const first = () => plan.value(rows, sql`min(bought.occurred_at)`);
  const last = () => plan.value(rows, sql`max(bought.occurred_at)`);
  switch (meant.measure) {
    case "count":
      return {
        type: "total",
        rows,
        aggregate: sql`count(*)`,
        isCount: true,
        ...(meant.lines ? { signs: linesOf(meant, scope) } : {}),
      };
    case "sum":
      return { type: "total", rows, aggregate: sql`sum(bought.total_minor)`, isMoney: true };
    case "visits":
      return { type: "total", rows, aggregate: visits(scope) };
    case "items":
      return { type: "total", rows: linesOf(meant, scope), aggregate: sql`sum(l.quantity)` };
    case "lines_sum":
      return {
        type: "total",
        rows: linesOf(meant, scope),
        aggregate: sql`sum(l.total_minor)`,
        isMoney: true,
      };
    case "average":
      return { type: "number", value: plan.value(rows, sql`avg(bought.total_minor)`), isMoney: true };
    case "smallest":
      return { type: "number", value: plan.value(rows, sql`min(bought.total_minor)`), isMoney: true };
    case "largest":
      return { type: "number", value: plan.value(rows, sql`max(bought.total_minor)`), isMoney: true };
    case "days_since_first":
      return { type: "number", value: daysSince(plan, first()) };
    case "days_since_last":
      return { type: "number", value: daysSince(plan, last()) };
    case "days_between": {
      // From the first visit to the last, by the visits after the first; empty with a single one.
      const span = sql`(${daysSince(plan, first())} - ${daysSince(plan, last())})::numeric`;
      return {
        type: "number",
        value: sql`(${span} / nullif(${plan.value(rows, visits(scope))} - 1, 0))`,
      };
    }
    case "first_on":
      return { type: "date", day: dayOf(plan, first()) };
    case "last_on":
      return { type: "date", day: dayOf(plan, last()) };
  }
}

const visits = (scope: RuleScope) =>
  sql`count(distinct (bought.occurred_at at time zone ${scope.zone}::text)::date)`;

/** The purchases that are meant. */
function rowsOf({ of, where, lines, window }: Meant, scope: RuleScope): Rows {
  const { table, on } = lineTables[of];
  const parts = [tables[of].of, within(sql`bought.occurred_at`, window, scope), ...filtersOf(where, scope)];
  if (lines)
    parts.push(
      sql`exists (select 1 from ${table} where ${on} and ${sql.join(linesHold(lines, scope), sql` and `)})`,
    );
  return { from: tables[of].from, customerId: sql`bought.customer_id`, where: sql.join(parts, sql` and `) };
}

/** The lines that are meant, of the purchases that are meant. */
function linesOf({ of, where, lines, window }: Meant, scope: RuleScope): Rows {
  const { table, on } = lineTables[of];
  const parts = [tables[of].of, within(sql`bought.occurred_at`, window, scope), ...filtersOf(where, scope)];
  if (lines) parts.push(...linesHold(lines, scope));
  return {
    from: sql`${tables[of].from} join ${table} on ${on}`,
    customerId: sql`bought.customer_id`,
    alike: [sql`l.customer_id`],
    where: sql.join(parts, sql` and `),
  };
}

function filtersOf(where: PurchaseFilter | undefined, scope: RuleScope): SQL[] {
  if (!where) return [];
  const parts: SQL[] = [];
  const local = sql`(bought.occurred_at at time zone ${scope.zone}::text)`;
  if (where.stores)
    parts.push(
      sql`bought.store_id in (select id from stores where external_id = any(${texts(where.stores)}))`,
    );
  if (where.regions)
    parts.push(sql`bought.store_id in (
      select s.id from stores s join regions r on r.id = s.region_id
      where r.path && array(select id from regions where external_id = any(${texts(where.regions)})))`);
  if (where.channels) parts.push(sql`bought.channel = any(${texts(where.channels)})`);
  if (where.total) parts.push(compileCount(sql`bought.total_minor`, where.total, moneyParam(scope)));
  if (where.discount) parts.push(compileCount(sql`bought.discount_minor`, where.discount, moneyParam(scope)));
  if (where.weekdays)
    parts.push(sql`extract(isodow from ${local}) = any(${arrayParam(where.weekdays, "int")})`);
  if (where.hours) {
    const { from, to } = where.hours;
    const hour = sql`extract(hour from ${local})`;
    parts.push(
      from <= to
        ? sql`${hour} between ${from}::int and ${to}::int`
        : sql`(${hour} >= ${from}::int or ${hour} <= ${to}::int)`,
    );
  }
  return parts;
}

function linesHold(lines: PurchaseLines, scope: RuleScope): SQL[] {
  const parts = [
    sql`true`,
    ...goodsHold(lines, { id: sql`l.product_id`, externalId: sql`l.product_external_id` }),
  ];
  if (lines.price) parts.push(compileCount(sql`l.price_minor`, lines.price, moneyParam(scope)));
  if (lines.quantity)
    parts.push(compileCount(sql`l.quantity`, lines.quantity, (value) => sql`${String(value)}::numeric`));
  if (lines.total) parts.push(compileCount(sql`l.total_minor`, lines.total, moneyParam(scope)));
  return parts;
}

/** The goods as conditions on a product's number; each list is worked out once, not per line. */
export function goodsHold(goods: Goods, { id, externalId }: { id: SQL; externalId: SQL }): SQL[] {
  const parts: SQL[] = [];
  // By the external id: a line may name a product the catalogue does not know (yet).
  if (goods.products) parts.push(sql`${externalId} = any(${texts(goods.products)})`);
  if (goods.categories)
    parts.push(sql`${id} in (
      select pr.id from products pr join categories c on c.id = pr.category_id
      where c.path && array(select id from categories where external_id = any(${texts(goods.categories)})))`);
  if (goods.brands)
    parts.push(sql`${id} in (
      select id from products where lower(brand) = any(array(select lower(one) from unnest(${texts(goods.brands)}) one)))`);
  return parts;
}
export const texts = (values: readonly string[]): SQL => arrayParam(values, "text");
