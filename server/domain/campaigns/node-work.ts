import { sql } from "drizzle-orm";
import type { CommandContext } from "@/server/kernel/command";
import { newUuid } from "@/server/platform/ids";
import { type GraphNode, nextNodeId } from "./graph";
import type { Cohort, Target } from "./store/cohorts";
import type { Campaign, CampaignVersion } from "./store/versions";

/** Everything a node's work needs to know. */
export interface Work {
  ctx: CommandContext;
  now: Date;
  cohort: Cohort;
  campaign: Campaign;
  version: CampaignVersion;
  node: GraphNode;
}

export const constant = (port: string) => sql`${port}::text`;

/** Along an edge, or to the end of the chain where there is none. */
export function along({ version, cohort }: Work, port: string): Target {
  const nodeId = nextNodeId(version.graph, cohort.nodeId, port);
  if (nodeId === undefined) return leaving(port, "finished", null);
  return { port, outcome: port, nodeId, cohortId: newUuid(), state: "active", reason: null };
}

/** Out of the chain. */
export const leaving = (
  port: string,
  state: "finished" | "exited" | "dropped",
  reason: string | null,
): Target => ({
  port,
  outcome: state === "dropped" ? "drop" : port,
  nodeId: null,
  cohortId: null,
  state,
  reason,
});
