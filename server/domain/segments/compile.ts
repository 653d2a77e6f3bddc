import { type SQL, type SQLWrapper, sql } from "drizzle-orm";
import { instantParam } from "@/server/db/client";
import {
  carts,
  customerEvents,
  customers,
  messages,
  orders,
  receipts,
  subscriptions,
} from "@/server/db/schema";
import { AppError } from "@/server/platform/errors";
import type { CountComparison } from "./comparisons";
import {
  type CalendarScope,
  compileComparison,
  compileCount,
  jsonValue,
  type ValueExpression,
} from "./compile-comparisons";
import { type CustomerField, customerFields, customFieldCode, isCustomerField } from "./fields";
import { before, startOfDay } from "./moments";
import { type Condition, isGroup, type Rule, type Window } from "./rule";

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
}

/**
 * The rule as a predicate over a row of `customers`, which the caller's statement must select from under that very
 * name. Only parameters carry what people typed; the text comes from a finite set.
 * True, false or null; see the null rule in `index.ts`. Use `matches` where two values are wanted.
 */
export function compileRule(rule: Rule, scope: RuleScope): SQL {
  if (!isGroup(rule)) return compileCondition(rule, scope);
  const parts = rule.rules.map((child) => compileRule(child, scope));
  switch (rule.kind) {
    case "all":
      return parts.length === 0 ? sql`true` : sql`(${sql.join(parts, sql` and `)})`;
    case "any":
      return parts.length === 0 ? sql`false` : sql`(${sql.join(parts, sql` or `)})`;
    case "none":
      return parts.length === 0 ? sql`true` : sql`(not (${sql.join(parts, sql` or `)}))`;
  }
}

/** True for those in, false for everybody else. */
export const matches = (rule: Rule, scope: RuleScope): SQL => sql`((${compileRule(rule, scope)}) is true)`;

function compileCondition(condition: Condition, scope: RuleScope): SQL {
  switch (condition.kind) {
    case "attribute":
      return compileComparison(fieldValue(condition.field, scope), condition, scope);
    case "purchases":
      return compilePurchases(condition, scope);
    case "event":
      return compileEvents(condition, scope);
    case "cart":
      return compileCart(condition, scope);
    case "reachable":
      return compileReachable(condition);
    case "message":
      return compileMessage(condition, scope);
  }
}

const columns: Record<CustomerField, SQLWrapper> = {
  external_id: customers.externalId,
  email: customers.email,
  phone: customers.phone,
  first_name: customers.firstName,
  middle_name: customers.middleName,
  last_name: customers.lastName,
  gender: customers.gender,
  birth_on: customers.birthOn,
  country: customers.country,
  city: customers.city,
  region: customers.region,
  zip: customers.zip,
  locale: customers.locale,
  time_zone: customers.timeZone,
  registered_at: customers.registeredAt,
  created_at: customers.createdAt,
  last_seen_at: customers.lastSeenAt,
};

function fieldValue(field: string, scope: RuleScope): ValueExpression {
  if (!isCustomerField(field)) {
    return jsonValue(sql`(${customers.attributes} -> ${customFieldCode(field) ?? ""}::text)`);
  }
  const column = columns[field];
  const never = (): SQL => {
    throw new AppError("invalid", `The field ${field} is of type ${customerFields[field]}.`);
  };
  return {
    text: () => sql`nullif(${column}, '')`,
    number: never,
    boolean: never,
    date: () =>
      field === "birth_on" ? sql`${column}` : sql`((${column} at time zone ${scope.zone}::text)::date)`,
    dayParam: (day) => sql`${day}::date`,
  };
}

/** The window as conditions on a time column. */
function within(at: SQL, window: Window, scope: RuleScope): SQL {
  switch (window.kind) {
    case "ever":
      return sql`true`;
    case "last":
      return sql`(${at} > ${instantParam(before(scope.now, window.amount, window.unit))} and ${at} <= ${instantParam(scope.now)})`;
    case "between":
      return sql`(${at} >= ${instantParam(startOfDay(window.from, scope.zone))} and ${at} < ${instantParam(startOfDay(window.to, scope.zone, 1))})`;
    case "since": {
      const person = participantOf(scope);
      const point = {
        trigger: person.triggerAt,
        entry: person.enteredAt,
        previous_node: person.previousNodeAt,
      }[window.point];
      return sql`(${at} >= ${point})`;
    }
  }
}

function participantOf(scope: RuleScope): ParticipantScope {
  if (scope.participant) return scope.participant;
  throw new AppError(
    "invalid",
    "A condition about the chain itself (since entry, a message's fate) only works inside a chain.",
  );
}

/** As `customer_metrics` counts them: a receipt that pays for an order stands for both. */
const orderRows = (at: SQL) => sql`
  select ${orders.totalMinor} as total_minor from ${orders}
  where ${orders.customerId} = ${customers.id} and ${orders.status} <> 'cancelled' and ${at}`;
const receiptRows = (at: SQL) => sql`
  select ${receipts.totalMinor} as total_minor from ${receipts}
  where ${receipts.customerId} = ${customers.id} and ${receipts.status} = 'completed' and ${at}`;
const unpaidOnly = sql`not exists (
  select 1 from ${receipts} paying
  where paying.customer_id = ${orders.customerId} and paying.order_external_id = ${orders.externalId}
    and paying.status <> 'cancelled')`;

function compilePurchases(condition: Extract<Condition, { kind: "purchases" }>, scope: RuleScope): SQL {
  const ordered = orderRows(within(sql`${orders.occurredAt}`, condition.window, scope));
  const paid = receiptRows(within(sql`${receipts.occurredAt}`, condition.window, scope));
  const rows = {
    orders: ordered,
    receipts: paid,
    all: sql`${paid} union all ${ordered} and ${unpaidOnly}`,
  }[condition.of];
  if (condition.measure === "count") return countOf(rows, condition.test);
  const sum = sql`(select coalesce(sum(total_minor), 0) from (${rows}) bought)`;
  return compileCount(
    sum,
    condition.test,
    (value) => sql`round(${String(value)}::numeric * ${scope.minorPerMajor}::int)`,
  );
}

/** "Any" and "none at all" stop at the first row; everything else counts. */
function countOf(rows: SQL, test: CountComparison): SQL {
  const isAny =
    (test.operator === "at_least" && test.value === 1) || (test.operator === "greater" && test.value === 0);
  if (isAny) return sql`exists (${rows})`;
  const isNone =
    (test.operator === "equals" && test.value === 0) || (test.operator === "less" && test.value === 1);
  if (isNone) return sql`(not exists (${rows}))`;
  return compileCount(
    sql`(select count(*) from (${rows}) counted)`,
    test,
    (value) => sql`${String(value)}::numeric`,
  );
}

function compileEvents(condition: Extract<Condition, { kind: "event" }>, scope: RuleScope): SQL {
  const properties = condition.where.map((property) =>
    compileComparison(
      jsonValue(sql`(${customerEvents.properties} #> ${sql.param(property.path)}::text[])`),
      property,
      scope,
    ),
  );
  const rows = sql`
    select 1 from ${customerEvents}
    where ${customerEvents.customerId} = ${customers.id} and ${customerEvents.type} = ${condition.type}
      and ${customerEvents.name} = ${condition.name}
      and ${within(sql`${customerEvents.occurredAt}`, condition.window, scope)}
      ${sql.join(properties.map((property) => sql` and ${property}`))}`;
  return countOf(rows, condition.test);
}

function compileCart(condition: Extract<Condition, { kind: "cart" }>, scope: RuleScope): SQL {
  const rest =
    condition.status === "untouched"
      ? sql`${carts.lastActionAt} <= ${participantOf(scope).triggerAt}`
      : sql`true`;
  const held = sql`exists (
    select 1 from ${carts}
    where ${carts.customerId} = ${customers.id} and ${carts.container} = ${condition.container}
      and ${carts.state} = 'open' and ${carts.itemsCount} > 0 and ${rest})`;
  return condition.status === "is_empty" ? sql`(not ${held})` : held;
}

/** The same gates as the ledger's: hard-bounced addresses and opt-outs do not count. */
function compileReachable(condition: Extract<Condition, { kind: "reachable" }>): SQL {
  return sql`(nullif(${customers.email}, '') is not null and ${customers.emailCode} < 30 and not exists (
    select 1 from ${subscriptions}
    where ${subscriptions.customerId} = ${customers.id} and ${subscriptions.channel} = ${condition.channel}
      and ${subscriptions.category} in ('', ${condition.category}) and ${subscriptions.state} <> 'subscribed'))`;
}

function compileMessage(condition: Extract<Condition, { kind: "message" }>, scope: RuleScope): SQL {
  const person = participantOf(scope);
  const reached = {
    delivered: sql`${messages.state} = 'delivered'`,
    // A click proves an opening, whatever the reader's images said.
    opened: sql`coalesce(${messages.firstOpenedAt}, ${messages.firstClickedAt}) is not null`,
    clicked: sql`${messages.firstClickedAt} is not null`,
    none: sql`${messages.state} in ('accepted', 'delivered')`,
  }[condition.status];
  const found = sql`exists (
    select 1 from ${messages}
    where ${messages.customerId} = ${customers.id} and ${messages.plannedAt} >= ${person.enteredAt}
      and ${messages.participantId} = ${person.id} and ${messages.nodeId} = ${condition.node_id} and ${reached})`;
  return condition.status === "none" ? sql`(not ${found})` : found;
}
