import { type SQL, sql } from "drizzle-orm";
import type { CartCondition, EventCondition, EventMeasure, ViewedCondition } from "../conditions/behaviour";
import { compareMeasured, compareTotal, dayOf, daysSince, type Measured, moneyParam } from "./aggregates";
import { compileComparison, compileCount, jsonValue } from "./comparisons";
import type { Plan, Rows } from "./plan";
import { goodsHold, texts } from "./purchases";
import { participantOf, within } from "./windows";

export const compileEvents = (condition: EventCondition, plan: Plan, isRequired: boolean): SQL =>
  compareMeasured(plan, measureEvents(condition, plan), condition.test, isRequired);

export function measureEvents(condition: Omit<EventMeasure, "kind">, plan: Plan): Measured {
  const { scope } = plan;
  const parts = [
    sql`e.type = ${condition.type}`,
    sql`e.name = ${condition.name}`,
    within(sql`e.occurred_at`, condition.window, scope),
    ...condition.where.map((property) =>
      compileComparison(jsonValue(sql`e.properties`, property.path), property, scope),
    ),
  ];
  if (condition.sources)
    parts.push(sql`e.source_id in (select id from sources where code = any(${texts(condition.sources)}))`);
  const rows: Rows = {
    from: sql`customer_events e`,
    customerId: sql`e.customer_id`,
    where: sql.join(parts, sql` and `),
  };
  const first = () => plan.value(rows, sql`min(e.occurred_at)`);
  const last = () => plan.value(rows, sql`max(e.occurred_at)`);
  switch (condition.measure) {
    case "count":
      return { type: "total", rows, aggregate: sql`count(*)`, isCount: true };
    case "days_since_first":
      return { type: "number", value: daysSince(plan, first()) };
    case "days_since_last":
      return { type: "number", value: daysSince(plan, last()) };
    case "first_on":
      return { type: "date", day: dayOf(plan, first()) };
    case "last_on":
      return { type: "date", day: dayOf(plan, last()) };
  }
}

export function compileCart(condition: CartCondition, plan: Plan): SQL {
  const { scope } = plan;
  const parts = [sql`b.container = ${condition.container}`, sql`b.state = 'open'`, sql`b.items_count > 0`];
  if (condition.status === "untouched")
    parts.push(sql`b.last_action_at <= ${participantOf(scope).triggerAt}`);
  if (condition.total) parts.push(compileCount(sql`b.total_minor`, condition.total, moneyParam(scope)));
  if (condition.goods) {
    const externalId = sql`(item ->> 'productId')`;
    const id = sql`(select known.id from products known where known.external_id = ${externalId})`;
    const held = [sql`true`, ...goodsHold(condition.goods, { id, externalId })];
    parts.push(
      sql`exists (select 1 from jsonb_array_elements(b.items) item where ${sql.join(held, sql` and `)})`,
    );
  }
  const held = plan.has({
    from: sql`carts b`,
    customerId: sql`b.customer_id`,
    where: sql.join(parts, sql` and `),
  });
  return condition.status === "is_empty" ? sql`(not ${held})` : held;
}

export const compileViewed = (condition: ViewedCondition, plan: Plan, isRequired: boolean): SQL =>
  compareTotal(
    plan,
    {
      from: sql`product_views w`,
      customerId: sql`w.customer_id`,
      where: sql`w.kind = ${condition.of === "products" ? "product" : "category"} and w.item_id = any(${texts(condition.items)}) and w.views > 0`,
    },
    sql`sum(w.views)`,
    condition.test,
    { isRequired },
  );
