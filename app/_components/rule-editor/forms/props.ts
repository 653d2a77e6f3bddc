import type { Condition } from "@/server/domain/segments/rule";
import type { RuleContext } from "../rule-editor";

/** What the form of one kind of condition gets. */
export interface FormProps<Kind extends Condition["kind"]> {
  condition: Extract<Condition, { kind: Kind }>;
  onChange(condition: Condition): void;
  context: RuleContext;
}
