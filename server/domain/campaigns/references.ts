import { sql } from "drizzle-orm";
import type { Tx } from "@/server/db/client";
import { referencesOf } from "@/server/domain/segments";
import { rule } from "@/server/domain/segments/rule";
import { type ObjectRef, saveUsages } from "@/server/kernel/usages";
import type { ExecutableGraph } from "./graph";

/** What the nodes of a graph refer to: fields, segments, tags and regions of their rules, and the letters they send. */
export function referencesOfGraph(graph: ExecutableGraph): ObjectRef[] {
  return graph.nodes.flatMap(({ settings }): ObjectRef[] => {
    const parsed = rule.safeParse(settings.rule);
    const named = typeof settings.template === "string" && settings.template !== "";
    return [
      ...(parsed.success ? referencesOf(parsed.data) : []),
      ...(named ? [{ kind: "template", id: String(settings.template) }] : []),
    ];
  });
}

/** Writes down what a campaign refers to, in its draft and in the version that runs. After each change of either. */
export async function noteReferences(tx: Tx, id: string): Promise<void> {
  const [row] = await tx.execute<{
    name: string;
    draft: ExecutableGraph;
    running: ExecutableGraph | null;
    is_archived: boolean;
  }>(sql`
    select c.name, c.draft, v.graph as running, c.archived_at is not null as is_archived
    from campaigns c left join campaign_versions v on v.campaign_id = c.id and v.version = c.current_version
    where c.id = ${id}::uuid`);
  if (!row) return;
  const graphs = row.is_archived ? [] : [row.draft, ...(row.running ? [row.running] : [])];
  await saveUsages(tx, { kind: "campaign", id, label: row.name }, graphs.flatMap(referencesOfGraph));
}
