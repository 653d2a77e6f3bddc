import type { z } from "zod";
import type { Phrase } from "@/server/domain/segments/phrase";
import type { Rule } from "@/server/domain/segments/rule";

/** Where a participant may leave a node. A port that need not be connected ends the chain for who leaves by it. */
export interface Port {
  id: string;
  mustConnect: boolean;
}

/** What is wrong with a graph: a code with parameters; the UI has the words (`campaigns.problems.<code>`). */
export interface Problem {
  code: string;
  nodeId?: string;
  /** Setting of the node, as a path. */
  field?: string;
  params: Record<string, string | number>;
}

export interface TemplateFact {
  id: string;
  code: string;
  name: string;
  channel: string;
  isPublished: boolean;
  isArchived: boolean;
}
export interface SegmentFact {
  id: string;
  name: string;
  kind: string;
  /** Its members are kept current; lists always are. */
  isLive: boolean;
}
/** What validation must know of the world outside the graph. */
export interface GraphFacts {
  templates: readonly TemplateFact[];
  segments: readonly SegmentFact[];
  rfmModels: readonly { id: string; name: string }[];
}

/** What a cohort does on a node. The engine carries it out with set statements; nothing here touches a database. */
export type Decision =
  | { do: "go"; port: string }
  | { do: "wait"; until: Date }
  | { do: "split"; rule: Rule }
  | {
      do: "send";
      channel: "email";
      template: string;
      category: string;
      lifetimeMs: number | undefined;
      whenNotSent: "continue" | "drop" | "branch";
      onError: "continue" | "drop";
    }
  | { do: "leave" };

export interface Moment {
  /** When the cohort entered the node. */
  enteredAt: Date;
  now: Date;
}

interface Definition<Settings extends z.ZodType> {
  kind: string;
  role: "trigger" | "action";
  /** Name of a lucide icon. */
  icon: string;
  /** Strict: what an executable version must satisfy. Every key has a default or is refused at publishing. */
  settings: Settings;
  /** Of a node just dropped on the canvas; may still be half-done. */
  initial: z.input<Settings>;
  ports(settings: z.output<Settings>): Port[];
  /** True when somebody may stay here for a while, which is what a cycle needs. */
  takesTime: boolean;
  summary(settings: z.output<Settings>): Phrase;
  /** Beyond the schema. */
  check?(settings: z.output<Settings>, facts: GraphFacts): Omit<Problem, "nodeId">[];
  /** Triggers decide nothing: people are past them once they have entered. */
  decide?(settings: z.output<Settings>, moment: Moment): Decision;
}

/** A node kind with its settings' type closed over: callers hand in whatever the graph holds. */
export interface NodeKind {
  kind: string;
  role: "trigger" | "action";
  icon: string;
  settings: z.ZodType;
  initial: Record<string, unknown>;
  takesTime: boolean;
  /** Half-done settings show the ports of the initial ones. */
  ports(settings: unknown): Port[];
  /** Undefined while the settings are half-done. */
  summary(settings: unknown): Phrase | undefined;
  problems(settings: unknown, facts: GraphFacts): Omit<Problem, "nodeId">[];
  /** Throws for settings that publishing would have refused. */
  decide(settings: unknown, moment: Moment): Decision;
}

export function defineNode<Settings extends z.ZodType>(definition: Definition<Settings>): NodeKind {
  const { settings: schema, kind, role, icon, takesTime } = definition;
  const read = (raw: unknown) => schema.safeParse(raw).data;
  return {
    kind,
    role,
    icon,
    takesTime,
    settings: schema,
    initial: definition.initial as Record<string, unknown>,
    ports: (raw) => definition.ports(read(raw) ?? schema.parse(definition.initial)),
    summary: (raw) => {
      const parsed = schema.safeParse(raw);
      return parsed.success ? definition.summary(parsed.data) : undefined;
    },
    problems: (raw, facts) => {
      const parsed = schema.safeParse(raw);
      if (parsed.success) return definition.check?.(parsed.data, facts) ?? [];
      return parsed.error.issues.map((issue) => ({
        code: "setting_invalid",
        field: issue.path.join("."),
        params: { message: issue.message },
      }));
    },
    decide: (raw, moment) => {
      if (!definition.decide) throw new Error(`A ${kind} node decides nothing.`);
      return definition.decide(schema.parse(raw), moment);
    },
  };
}
