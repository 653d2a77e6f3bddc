import { z } from "zod";
import {
  booleanComparison,
  dateComparison,
  listComparison,
  numberComparison,
  textComparison,
  type ValueType,
} from "./comparisons";
import { cart, event, viewed } from "./conditions/behaviour";
import { metric } from "./conditions/metric";
import { purchases } from "./conditions/purchases";
import {
  communication,
  contact,
  message,
  participation,
  reachable,
  region,
  rfm,
  rfmMoved,
  segment,
  subscription,
  tag,
} from "./conditions/relations";
import { customerFields, customFieldCode, isCustomerField } from "./fields";

/**
 * The one condition language. A rule is a tree: groups (all, any, none) over conditions. It is a document that passes
 * every door unchanged, so its keys are spelled as REST spells them. Adding a condition: one schema here, one case in
 * `compile.ts`, one in `phrase.ts`.
 */
export const maxRuleNodes = 500;
export const maxRuleDepth = 20;

const fieldProblem = (field: string, type: ValueType | "list"): string | undefined => {
  if (isCustomerField(field)) {
    return customerFields[field] === type
      ? undefined
      : `The field ${field} is of type ${customerFields[field]}.`;
  }
  if (customFieldCode(field) !== undefined) return undefined;
  return `There is no customer field ${JSON.stringify(field)}; use a standard field or attributes.<code>.`;
};
const attributeOf = <Type extends ValueType | "list", Test extends z.ZodType>(type: Type, test: Test) =>
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
  attributeOf("list", listComparison),
]);

const conditions = [
  attribute,
  purchases,
  event,
  cart,
  viewed,
  reachable,
  contact,
  subscription,
  tag,
  region,
  message,
  communication,
  participation,
  rfm,
  rfmMoved,
  metric,
  segment,
] as const;
export type Condition = z.output<(typeof conditions)[number]>;
export interface Group {
  kind: "all" | "any" | "none";
  rules: Rule[];
}
export type Rule = Condition | Group;

const group = z.strictObject({
  kind: z.enum(["all", "any", "none"]),
  get rules(): z.ZodArray<z.ZodType<Rule>> {
    return z.array(tree);
  },
});
const tree: z.ZodType<Rule> = z.discriminatedUnion("kind", [...conditions, group]) as never;

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
