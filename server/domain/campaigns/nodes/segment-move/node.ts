import { z } from "zod";
import { defineNode, type GraphFacts, type Problem } from "../kind";

/** An older move is no longer a reason to write: after a pause, say. */
export const moveLifetimeDays = z.number().int().min(1).max(365).default(3);

/**
 * Lets a customer in when she comes into a segment, or leaves it, by herself: the segment is kept current while the
 * campaign runs, and its moves are followed one by one. Key: the move.
 */
export const segmentMoveSettings = z.strictObject({
  /** Id of the segment. */
  segment: z.string().max(100).default(""),
  /** Counts those, too, who were moved by a change of the segment's definition. */
  on_edit: z.boolean().default(false),
  lifetime_days: moveLifetimeDays,
});
export type SegmentMoveSettings = z.output<typeof segmentMoveSettings>;

const node = (kind: "segment-entered" | "segment-left", icon: string) =>
  defineNode({
    kind,
    role: "trigger",
    icon,
    settings: segmentMoveSettings,
    initial: {},
    takesTime: false,
    ports: () => [{ id: "next", mustConnect: true }],
    summary: ({ segment }) => ({
      key: `campaigns.nodes.${kind}.${segment === "" ? "summaryEmpty" : "summary"}`,
      params: { segment },
      children: [],
    }),
    check: ({ segment }, facts) => segmentProblems(segment, facts),
  });

export const segmentEntered = node("segment-entered", "log-in");
export const segmentLeft = node("segment-left", "log-out");

function segmentProblems(id: string, { segments }: GraphFacts): Omit<Problem, "nodeId">[] {
  if (id === "") return [{ code: "segment_not_chosen", field: "segment", params: {} }];
  return segments.some((one) => one.id === id)
    ? []
    : [{ code: "segment_unknown", field: "segment", params: { segment: id } }];
}
