import type { RfmModelView, RfmReport } from "@/server/domain/rfm";
import type { SegmentCode } from "@/server/domain/rfm/model";
import type { Group } from "@/server/domain/segments/rule";

type Runs = RfmReport["runs"];
export interface Flow {
  from: SegmentCode | null;
  to: SegmentCode | null;
}

const dayAfter = (day: string) =>
  new Date(Date.parse(`${day}T00:00:00Z`) + 86_400_000).toISOString().slice(0, 10);
const placeOf = (code: SegmentCode | null) =>
  code === null ? ({ out: true } as const) : { segments: [code] };

/** Between the last two computations, which are all that a campaign's start can take in. */
export const isLatest = (runs: Runs, from: number, to: number): boolean =>
  runs[0]?.id === to && runs[1]?.id === from;

/**
 * The moves after one computation up to another, as a condition. Moves know their day alone: of two computations of one day
 * the last is meant as such.
 */
export function ruleOfFlow(model: RfmModelView, runs: Runs, from: number, to: number, flow: Flow): Group {
  const dayOf = (id: number) => runs.find((run) => run.id === id)?.asOf ?? "";
  const [begin, end] = [dayOf(from), dayOf(to)];
  const window =
    begin < end
      ? ({ kind: "between", from: dayAfter(begin), to: end } as const)
      : isLatest(runs, from, to)
        ? ({ kind: "last_run" } as const)
        : ({ kind: "between", from: end, to: begin } as const);
  return {
    kind: "all",
    rules: [
      {
        kind: "rfm_moved",
        model: model.isDefault ? null : model.id,
        from: placeOf(flow.from),
        to: placeOf(flow.to),
        window,
      },
    ],
  };
}

/** A chain that begins with this way through RFM and has nothing else yet. */
export const graphOfFlow = (model: RfmModelView, flow: Flow) => ({
  nodes: [
    {
      id: "move",
      kind: "rfm-transition",
      settings: {
        model: model.isDefault ? null : model.id,
        from: placeOf(flow.from),
        to: placeOf(flow.to),
      },
    },
  ],
  edges: [],
  positions: { move: { x: 0, y: 0 } },
});
