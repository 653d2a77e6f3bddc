import { z } from "zod";
import { graphEdge, graphNode } from "@/server/domain/campaigns/graph";
import type { Clip } from "../_state/graph-edits";

const point = z.object({ x: z.number(), y: z.number() });
const clipSchema = z.object({
  kind: z.literal("carillon/chain"),
  nodes: z.array(graphNode).min(1).max(200),
  edges: z.array(graphEdge).max(400),
  positions: z.record(z.string(), point),
});
/** Where the browser refuses the system's clipboard, copying still works within this tab. */
let fallback: Clip | undefined;

/** As text on the system's clipboard, so that it can be pasted into another campaign or kept in a note. */
export async function writeClip(clip: Clip): Promise<void> {
  if (clip.nodes.length === 0) return;
  fallback = clip;
  await navigator.clipboard?.writeText(JSON.stringify(clip)).catch(() => undefined);
}

export async function readClip(): Promise<Clip | undefined> {
  const text = await navigator.clipboard?.readText().catch(() => undefined);
  if (text) {
    try {
      const parsed = clipSchema.safeParse(JSON.parse(text));
      if (parsed.success) return parsed.data;
    } catch {
      // Something else is on the clipboard.
    }
  }
  return fallback;
}
