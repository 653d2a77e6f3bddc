import type { CommandContext } from "@/server/kernel/command";
import { newUuid } from "@/server/platform/ids";
import { cohortReady } from "./events";
import { nextNodeId } from "./graph";
import { insertCohorts } from "./store/cohorts";
import type { Entry } from "./store/entries";
import type { CampaignVersion } from "./store/versions";

/** What a pass came to: who entered, and when time alone lets somebody in next. */
export interface Entered {
  entered: number;
  next: Date | undefined;
}

/** Whoever `insert` takes in stands behind the trigger as one cohort, which is announced; nobody: no cohort. */
export async function enterAsCohort(
  ctx: CommandContext,
  {
    campaignId,
    version,
    triggerNodeId,
  }: { campaignId: string; version: CampaignVersion; triggerNodeId: string },
  insert: (entry: Entry) => Promise<number>,
): Promise<number> {
  const nodeId = nextNodeId(version.graph, triggerNodeId, "next");
  if (nodeId === undefined) throw new Error(`Nothing follows the trigger of campaign ${campaignId}.`);
  const now = ctx.clock.now();
  const cohortId = newUuid();
  const size = await insert({ version: version.version, triggerNodeId, nodeId, cohortId });
  if (size === 0) return 0;
  await insertCohorts(ctx.db, [
    {
      id: cohortId,
      campaignId,
      version: version.version,
      nodeId,
      state: "ready",
      size,
      enteredAt: now,
      createdAt: now,
    },
  ]);
  ctx.announce(cohortReady(cohortId));
  return size;
}
