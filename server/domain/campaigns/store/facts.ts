import { isNotNull } from "drizzle-orm";
import type { Queryable } from "@/server/db/client";
import { templates } from "@/server/db/schema";
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
  return { templates: rows };
}
