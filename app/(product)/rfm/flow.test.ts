import { describe, expect, it } from "vitest";
import { findNodeKind } from "@/server/domain/campaigns/nodes/registry";
import type { RfmModelView } from "@/server/domain/rfm";
import { rule } from "@/server/domain/segments/rule";
import { graphOfFlow, ruleOfFlow } from "./flow";

const model = { id: "d0000000-0000-4000-8000-000000000001", isDefault: false } as RfmModelView;
const run = (id: number, asOf: string) => ({ id, asOf, finishedAt: new Date(), customers: 1, moved: 1 });
const runs = [run(9, "2026-03-10"), run(8, "2026-03-10"), run(5, "2026-03-08"), run(4, "2026-03-08")];
const windowOf = (from: number, to: number) => {
  const made = rule.parse(ruleOfFlow(model, runs, from, to, { from: "loyal", to: null }));
  return (made as unknown as { rules: [{ window: unknown }] }).rules[0].window;
};

describe("a flow between two computations", () => {
  it("is the moves of the days after the one up to the other", () => {
    expect(windowOf(5, 9)).toEqual({ kind: "between", from: "2026-03-09", to: "2026-03-10" });
  });
  it("of one day is the last computation, or that day", () => {
    expect(windowOf(8, 9)).toEqual({ kind: "last_run" });
    expect(windowOf(4, 5)).toEqual({ kind: "between", from: "2026-03-08", to: "2026-03-08" });
  });
  it("begins a chain that lacks nothing but what follows", () => {
    const [node] = graphOfFlow(model, { from: null, to: "new" }).nodes;
    const facts = { templates: [], segments: [], rfmModels: [{ id: model.id, name: "" }] };
    expect(findNodeKind("rfm-transition")?.problems(node?.settings, facts)).toEqual([]);
  });
});
