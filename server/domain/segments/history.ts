import { desc, eq, sql } from "drizzle-orm";
import { segmentVersions } from "@/server/db/schema";
import { command, query } from "@/server/kernel/command";
import { notFound } from "@/server/platform/errors";
import { plannedMembers, reading, scopeOf } from "./membership";
import { type Rule, rule } from "./rule";
import { segmentId } from "./schema";
import { findSegment, storeSize } from "./store";

export interface SegmentVersion {
  version: number;
  definition: Rule | null;
  actorLabel: string;
  savedAt: Date;
}

/** What a segment has meant, newest first. */
export const listVersions = query({
  name: "segments.versions",
  permission: "segments:read",
  input: segmentId,
  async run(ctx, { id }): Promise<SegmentVersion[]> {
    const rows = await ctx.db
      .select()
      .from(segmentVersions)
      .where(eq(segmentVersions.segmentId, id))
      .orderBy(desc(segmentVersions.version))
      .limit(100);
    return rows.map(({ version, definition, actorLabel, savedAt }) => ({
      version,
      definition: definition === null ? null : rule.parse(definition),
      actorLabel,
      savedAt,
    }));
  },
});

/**
 * Counts a segment now and remembers the figure with its moment, for lists. A count of a definition that was replaced
 * meanwhile is told, and not remembered.
 */
export const countSegment = command({
  name: "segments.count",
  permission: "segments:read",
  input: segmentId,
  async run(ctx, { id }): Promise<{ id: string; size: number; sizeAt: Date }> {
    const segment = await findSegment(ctx.db, id);
    if (!segment) throw notFound("segment", id);
    const now = ctx.clock.now();
    const definition = segment.definition === null ? null : rule.parse(segment.definition);
    const scope = definition && (await scopeOf(ctx.db, definition, now));
    const size = await reading(ctx.db, async (tx) => {
      const members = scope
        ? await plannedMembers(tx, definition, scope)
        : sql`select m.customer_id from segment_members m join customers c on c.id = m.customer_id and c.state = 'active'
              where m.segment_id = ${id}::uuid`;
      const [row] = await tx.execute<{ n: number }>(sql`select count(*)::int as n from (${members}) m`);
      return row?.n ?? 0;
    });
    await storeSize(ctx.db, { id, version: segment.version, size, sizeAt: now });
    return { id, size, sizeAt: now };
  },
});
