import { isNotNull, isNull, sql } from "drizzle-orm";
import type { Queryable } from "@/server/db/client";
import { rfmModels, segments, templates } from "@/server/db/schema";
import type { GraphFacts } from "../nodes/kind";

/** What a graph is judged against. */
export async function readGraphFacts(db: Queryable): Promise<GraphFacts> {
  const rows = await db
    .select({
      id: templates.id,
      code: templates.code,
      name: templates.name,
      channel: templates.channel,
      isPublished: isNotNull(templates.currentVersion).mapWith(Boolean),
      isArchived: isNotNull(templates.archivedAt).mapWith(Boolean),
    })
    .from(templates)
    .orderBy(templates.name);
  const sets = await db
    .select({
      id: segments.id,
      name: segments.name,
      kind: segments.kind,
      isLive: sql<boolean>`${segments.isLive} or ${segments.kind} = 'list'`,
    })
    .from(segments)
    .where(isNull(segments.archivedAt))
    .orderBy(segments.name);
  const models = await db
    .select({ id: rfmModels.id, name: rfmModels.name })
    .from(rfmModels)
    .orderBy(rfmModels.name);
  return { templates: rows, segments: sets, rfmModels: models };
}
