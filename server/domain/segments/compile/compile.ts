import { type SQL, type SQLWrapper, sql } from "drizzle-orm";
import { customers } from "@/server/db/schema";
import { AppError } from "@/server/platform/errors";
import type { TypedComparison } from "../comparisons";
import { type CustomerField, customerFields, customFieldCode, isCustomerField } from "../fields";
import { type Condition, isGroup, type Rule } from "../rule";
import { compileCart, compileEvents, compileViewed } from "./behaviour";
import { compileComparison, compileList, jsonValue, type ValueExpression } from "./comparisons";
import { compileMetric } from "./metrics";
import { overEverybody, type Plan, perCustomer, type RuleScope } from "./plan";
import { compilePurchases } from "./purchases";
import {
  compileCommunication,
  compileContact,
  compileMembers,
  compileMessage,
  compileParticipation,
  compileReachable,
  compileRegion,
  compileRfm,
  compileSubscription,
  compileTags,
  unknownSegment,
} from "./relations";
import { compileRfmMoved } from "./rfm-moves";

/**
 * The rule as a predicate over a row of `customers`, which the caller's statement must select from under that very
 * name. Only parameters carry what people typed; the text comes from a finite set.
 * True, false or null; see the null rule in `index.ts`. Use `matches` where two values are wanted.
 */
export const compileRule = (rule: Rule, scope: RuleScope): SQL =>
  compileTree(rule, perCustomer(scope), false);

/** True for those in, false for everybody else. */
export const matches = (rule: Rule, scope: RuleScope): SQL => sql`((${compileRule(rule, scope)}) is true)`;

/**
 * The same rule for the whole base: `select … from customers ${joins} where ${predicate}`. Each table is read once
 * instead of once a person. The predicate is true exactly where `matches` is; elsewhere it is false or null.
 * `only`: customer numbers as one array; whoever is not in it may be judged wrongly, so ask of those alone.
 */
export function compileForAll(rule: Rule, scope: RuleScope, only?: SQL): { joins: SQL; predicate: SQL } {
  const trial = overEverybody(scope, only);
  compileTree(rule, trial, true);
  const plan = overEverybody(scope, only, trial.uses);
  const predicate = compileTree(rule, plan, true);
  return { joins: plan.joins(), predicate };
}

/** `isRequired`: whoever fails this part is out, whatever the rest says. */
export function compileTree(rule: Rule, plan: Plan, isRequired: boolean): SQL {
  if (!isGroup(rule)) return compileCondition(rule, plan, { isRequired, isDecisive: isRequired });
  const isOne = rule.rules.length === 1;
  const staysRequired = isRequired && (rule.kind === "all" || (rule.kind === "any" && isOne));
  const parts = rule.rules.map((child) =>
    isRequired && rule.kind === "none" && !isGroup(child)
      ? compileCondition(child, plan, { isRequired: false, isDecisive: true })
      : compileTree(child, plan, staysRequired),
  );
  switch (rule.kind) {
    case "all":
      return parts.length === 0 ? sql`true` : sql`(${sql.join(parts, sql` and `)})`;
    case "any":
      return parts.length === 0 ? sql`false` : sql`(${sql.join(parts, sql` or `)})`;
    case "none":
      // One by one, so that PostgreSQL sees what may become an anti-join.
      return parts.length === 0
        ? sql`true`
        : sql`(${sql.join(
            parts.map((part) => sql`not (${part})`),
            sql` and `,
          )})`;
  }
}

function compileCondition(
  condition: Condition,
  shared: Plan,
  { isRequired, isDecisive }: { isRequired: boolean; isDecisive: boolean },
): SQL {
  const plan = isDecisive ? shared.decisive() : shared;
  switch (condition.kind) {
    case "attribute":
      return condition.type === "list"
        ? compileList(customValue(condition.field), condition.test)
        : compileComparison(
            fieldValue(condition.field, plan.scope, isRequired && needsText(condition)),
            condition,
            plan.scope,
          );
    case "purchases":
      return compilePurchases(condition, plan, isRequired);
    case "event":
      return compileEvents(condition, plan, isRequired);
    case "cart":
      return compileCart(condition, plan);
    case "viewed":
      return compileViewed(condition, plan, isRequired);
    case "reachable":
      return compileReachable(condition, plan);
    case "contact":
      return compileContact(condition);
    case "subscription":
      return compileSubscription(condition, plan);
    case "tag":
      return compileTags(condition, plan, isRequired);
    case "region":
      return compileRegion(condition);
    case "message":
      return compileMessage(condition, plan);
    case "communication":
      return compileCommunication(condition, plan, isRequired);
    case "participation":
      return compileParticipation(condition, plan, isRequired);
    case "rfm":
      return compileRfm(condition, plan);
    case "rfm_moved":
      return compileRfmMoved(condition, plan, isRequired);
    case "metric":
      return compileMetric(condition, plan, isRequired);
    case "segment": {
      const isIn = condition.is === "member";
      const member = compileSegment(condition.id, { shared, plan, isRequired: isRequired && isIn });
      return isIn ? member : sql`(not ${member})`;
    }
  }
}

/** Another segment: by its list, or by its rule as it is now. Never null, unless required: one is a member, or is not. */
function compileSegment(
  id: string,
  { shared, plan, isRequired }: { shared: Plan; plan: Plan; isRequired: boolean },
): SQL {
  const other = plan.scope.segments?.get(id);
  if (!other) throw unknownSegment(id);
  if (other.kind === "list") return compileMembers(id, plan);
  if (isRequired) return compileTree(other.rule, shared, true);
  return sql`((${compileTree(other.rule, shared, false)}) is true)`;
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

const customValue = (field: string): SQL =>
  sql`(${customers.attributes} -> ${customFieldCode(field) ?? ""}::text)`;

/** Holds of no empty text whatever it is taken for, so that an index over the plain column serves. */
function needsText(condition: TypedComparison): boolean {
  if (condition.type !== "text") return false;
  const { test } = condition;
  switch (test.operator) {
    case "equals":
    case "contains":
    case "starts_with":
      return test.value !== "";
    case "in":
      return !test.values.includes("");
    default:
      return false;
  }
}

/** `isBare`: an empty text may be compared as it is. */
function fieldValue(field: string, scope: RuleScope, isBare: boolean): ValueExpression {
  if (!isCustomerField(field)) return jsonValue(customers.attributes, [customFieldCode(field) ?? ""]);
  const column = columns[field];
  const never = (): SQL => {
    throw new AppError("invalid", `The field ${field} is of type ${customerFields[field]}.`);
  };
  return {
    text: () => (isBare ? sql`${column}` : sql`nullif(${column}, '')`),
    number: never,
    boolean: never,
    date: () =>
      field === "birth_on" ? sql`${column}` : sql`((${column} at time zone ${scope.zone}::text)::date)`,
    dayParam: (day) => sql`${day}::date`,
  };
}
