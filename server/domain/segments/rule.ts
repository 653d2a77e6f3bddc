import { z } from "zod";
import {
  booleanComparison,
  countComparison,
  dateComparison,
  maxTextLength,
  numberComparison,
  textComparison,
  type ValueType,
} from "./comparisons";
import { customerFields, customFieldCode, isCustomerField } from "./fields";

/**
 * The one condition language. A rule is a tree: groups (all, any, none) over conditions. It is a document that passes
 * every door unchanged, so its keys are spelled as REST spells them. Adding a condition: one schema here, one case in
 * `compile.ts`, one in `phrase.ts`.
 */
export const maxRuleNodes = 500;
export const maxRuleDepth = 20;

/** Which stretch of time counts. `since` looks back to a moment of the chain the person is in. */
export const window = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("ever") }),
  z.strictObject({
    kind: z.literal("last"),
    amount: z.number().int().min(1).max(100_000),
    unit: z.enum(["minutes", "hours", "days"]),
  }),
  z.strictObject({ kind: z.literal("between"), from: z.iso.date(), to: z.iso.date() }),
  z.strictObject({ kind: z.literal("since"), point: z.enum(["trigger", "entry", "previous_node"]) }),
]);
export type Window = z.infer<typeof window>;

const fieldProblem = (field: string, type: ValueType): string | undefined => {
  if (isCustomerField(field)) {
    return customerFields[field] === type
      ? undefined
      : `The field ${field} is of type ${customerFields[field]}.`;
  }
  if (customFieldCode(field) !== undefined) return undefined;
  return `There is no customer field ${JSON.stringify(field)}; use a standard field or attributes.<code>.`;
};
const attributeOf = <Type extends ValueType, Test extends z.ZodType>(type: Type, test: Test) =>
  z
    .strictObject({ kind: z.literal("attribute"), field: z.string().max(100), type: z.literal(type), test })
    .superRefine(({ field }, context) => {
      const message = fieldProblem(field, type);
      if (message) context.addIssue({ code: "custom", path: ["field"], message });
    });
const attribute = z.discriminatedUnion("type", [
  attributeOf("text", textComparison),
  attributeOf("number", numberComparison),
  attributeOf("date", dateComparison),
  attributeOf("boolean", booleanComparison),
]);

const propertyOf = <Type extends ValueType, Test extends z.ZodType>(type: Type, test: Test) =>
  z.strictObject({ path: z.array(z.string().min(1).max(100)).min(1).max(8), type: z.literal(type), test });
const eventProperty = z.discriminatedUnion("type", [
  propertyOf("text", textComparison),
  propertyOf("number", numberComparison),
  propertyOf("date", dateComparison),
  propertyOf("boolean", booleanComparison),
]);

/** Completed receipts, and orders not cancelled that no receipt pays for. Sums in whole money. */
const purchases = z.strictObject({
  kind: z.literal("purchases"),
  measure: z.enum(["count", "sum"]),
  of: z.enum(["all", "orders", "receipts"]).default("all"),
  test: countComparison,
  window: window.default({ kind: "ever" }),
});
const event = z.strictObject({
  kind: z.literal("event"),
  type: z.enum(["track", "page", "screen"]).default("track"),
  name: z.string().min(1).max(maxTextLength),
  where: z.array(eventProperty).max(20).default([]),
  test: countComparison.default({ operator: "at_least", value: 1 }),
  window: window.default({ kind: "ever" }),
});
/** `untouched`: goods are in it, and nothing was done with it since the trigger fired. */
const cart = z.strictObject({
  kind: z.literal("cart"),
  container: z.string().min(1).max(100).default("cart"),
  status: z.enum(["has_items", "is_empty", "untouched"]),
});
/** Has a usable address in the channel and has not opted out of it, nor of the category. */
const reachable = z.strictObject({
  kind: z.literal("reachable"),
  channel: z.enum(["email"]),
  category: z.string().max(100).default(""),
});
/** What became of the message that an earlier node of the chain sent her. `none`: nothing reached her. */
const message = z.strictObject({
  kind: z.literal("message"),
  node_id: z.string().min(1).max(64),
  status: z.enum(["delivered", "opened", "clicked", "none"]),
});

export type Condition =
  | z.output<typeof attribute>
  | z.output<typeof purchases>
  | z.output<typeof event>
  | z.output<typeof cart>
  | z.output<typeof reachable>
  | z.output<typeof message>;
export type EventProperty = z.output<typeof eventProperty>;
export interface Group {
  kind: "all" | "any" | "none";
  rules: Rule[];
}
export type Rule = Condition | Group;

const group = z.strictObject({
  kind: z.enum(["all", "any", "none"]),
  get rules(): z.ZodArray<typeof tree> {
    return z.array(tree);
  },
});
const tree: z.ZodDiscriminatedUnion<
  [
    typeof attribute,
    typeof purchases,
    typeof event,
    typeof cart,
    typeof reachable,
    typeof message,
    typeof group,
  ]
> = z.discriminatedUnion("kind", [attribute, purchases, event, cart, reachable, message, group]);

/** Counts without recursion, so that a hostile depth is refused before anything descends into it. */
function sizeProblem(raw: unknown): string | undefined {
  let nodes = 0;
  const open: { rule: unknown; depth: number }[] = [{ rule: raw, depth: 1 }];
  for (let next = open.pop(); next; next = open.pop()) {
    nodes += 1;
    if (nodes > maxRuleNodes) return `A rule may have at most ${maxRuleNodes} conditions and groups.`;
    if (next.depth > maxRuleDepth) return `Groups may be nested at most ${maxRuleDepth} deep.`;
    const { rules } = (next.rule ?? {}) as { rules?: unknown };
    if (Array.isArray(rules)) for (const rule of rules) open.push({ rule, depth: next.depth + 1 });
  }
  return undefined;
}

/** The contract of every door. Sizes are judged first: the tree is only parsed when it is within its bounds. */
export const rule = z
  .unknown()
  .superRefine((raw, context) => {
    const message = sizeProblem(raw);
    if (message) context.addIssue({ code: "custom", message });
  })
  .pipe(tree) as z.ZodType<Rule, unknown>;

export const isGroup = (node: Rule): node is Group =>
  node.kind === "all" || node.kind === "any" || node.kind === "none";

/** Every condition of the tree, left to right. */
export function* conditionsOf(node: Rule): Generator<Condition> {
  if (!isGroup(node)) yield node;
  else for (const child of node.rules) yield* conditionsOf(child);
}

/** True when the rule only makes sense for a person inside a chain: it looks back to her entry or her messages. */
export const needsParticipant = (node: Rule): boolean => [...conditionsOf(node)].some(isAboutParticipant);
const isAboutParticipant = (condition: Condition): boolean =>
  condition.kind === "message" ||
  (condition.kind === "cart" && condition.status === "untouched") ||
  ("window" in condition && condition.window.kind === "since");
