import { sql } from "drizzle-orm";
import type { Tx } from "@/server/db/client";
import { movesListened, referencesOf } from "@/server/domain/segments";
import { rule } from "@/server/domain/segments/rule";
import { type ObjectRef, saveUsages } from "@/server/kernel/usages";
import type { ExecutableGraph } from "./graph";
import { rfmTransition } from "./nodes/rfm-transition/node";
import { segmentEntered, segmentLeft } from "./nodes/segment-move/node";

/** What the nodes of a graph refer to: fields, segments, tags and regions of their rules, whose moves begin it, and its letters. */
export function referencesOfGraph(graph: ExecutableGraph): ObjectRef[] {
  return graph.nodes.flatMap(({ kind, settings }): ObjectRef[] => {
    const parsed = rule.safeParse(settings.rule);
    const named = typeof settings.template === "string" && settings.template !== "";
    return [
      ...(parsed.success ? referencesOf(parsed.data) : []),
      ...(named ? [{ kind: "template", id: String(settings.template) }] : []),
      ...movedOf(kind, settings),
    ];
  });
}

function movedOf(kind: string, settings: Record<string, unknown>): ObjectRef[] {
  const given = (value: unknown) => (typeof value === "string" && value !== "" ? [value] : []);
  if (kind === rfmTransition.kind) return given(settings.model).map((id) => ({ kind: "rfm_model", id }));
  const isMove = kind === segmentEntered.kind || kind === segmentLeft.kind;
  return isMove ? given(settings.segment).map((id) => ({ kind: "segment", id })) : [];
}

/** While it runs, the segment that it begins with has to be kept current. */
const listenedTo = (graph: ExecutableGraph): ObjectRef[] =>
  graph.nodes.flatMap(({ kind, settings }) =>
    movedOf(kind, settings).flatMap((used) =>
      used.kind === "segment" ? [{ kind: movesListened, id: used.id }] : [],
    ),
  );

/** Writes down what a campaign refers to, in its draft and in the version that runs. After each change of either. */
export async function noteReferences(tx: Tx, id: string): Promise<void> {
  const [row] = await tx.execute<{
    name: string;
    draft: ExecutableGraph;
    running: ExecutableGraph | null;
    is_archived: boolean;
    runs: boolean;
  }>(sql`
    select c.name, c.draft, v.graph as running, c.archived_at is not null as is_archived,
      c.state in ('active', 'paused') as runs
    from campaigns c left join campaign_versions v on v.campaign_id = c.id and v.version = c.current_version
    where c.id = ${id}::uuid`);
  if (!row) return;
  const graphs = row.is_archived ? [] : [row.draft, ...(row.running ? [row.running] : [])];
  await saveUsages(tx, { kind: "campaign", id, label: row.name }, [
    ...graphs.flatMap(referencesOfGraph),
    ...(row.runs && row.running ? listenedTo(row.running) : []),
  ]);
}
