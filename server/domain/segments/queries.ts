import { sql } from "drizzle-orm";
import { query } from "@/server/kernel/command";
import { countUsages, usagesOf } from "@/server/kernel/usages";
import { invalid, notFound } from "@/server/platform/errors";
import { membersQuery, reading, scopeOf } from "./membership";
import { localDay } from "./moments";
import { projectScope } from "./project-scope";
import { type Rule, rule } from "./rule";
import { membersPage, type SegmentKind, segmentId, segmentsPage } from "./schema";
import { besideSegments, findSegment, pageOfSegments, type SegmentRecord } from "./store";

export interface SegmentView {
  id: string;
  name: string;
  description: string;
  kind: SegmentKind;
  definition: Rule | null;
  version: number;
  /** A list that was drawn from a definition once; null otherwise. */
  sample: { count: number | null; percent: number | null } | null;
  /** As counted at `sizeAt`; null: not counted since the definition changed. */
  size: number | null;
  sizeAt: Date | null;
  /** Its members are kept current. */
  isLive: boolean;
  /** Why it could not be brought up to date lately; null: it is. */
  problem: string | null;
  createdAt: Date;
  updatedAt: Date;
}

export const viewOf = (row: SegmentRecord): SegmentView => ({
  id: row.id,
  name: row.name,
  description: row.description,
  kind: row.kind as SegmentKind,
  definition: row.definition === null ? null : rule.parse(row.definition),
  version: row.version,
  sample: sampleOf(row.sample),
  size: row.size,
  sizeAt: row.sizeAt,
  isLive: row.isLive,
  problem: row.problem,
  createdAt: row.createdAt,
  updatedAt: row.updatedAt,
});

function sampleOf(raw: unknown): SegmentView["sample"] {
  if (typeof raw !== "object" || raw === null) return null;
  const { count, percent } = raw as { count?: number | null; percent?: number | null };
  return { count: count ?? null, percent: percent ?? null };
}

export const getSegment = query({
  name: "segments.get",
  permission: "segments:read",
  input: segmentId,
  async run(ctx, { id }): Promise<SegmentView & { usedBy: { kind: string; id: string; label: string }[] }> {
    const row = await findSegment(ctx.db, id);
    if (!row) throw notFound("segment", id);
    const usages = await usagesOf(ctx.db, [{ kind: "segment", id }]);
    return { ...viewOf(row), usedBy: usages.map(({ kind, id: user, label }) => ({ kind, id: user, label })) };
  },
});

/** Over so many days the list compares sizes. */
const comparedDays = 7;
export interface ListedSegment extends SegmentView {
  places: number;
  /** Of the size in seven days; null where it is not followed, or not yet so long. */
  change: number | null;
  /** Who made it. */
  author: string;
}

export const listSegments = query({
  name: "segments.list",
  permission: "segments:read",
  input: segmentsPage,
  async run(
    ctx,
    { limit, cursor, ...wanted },
  ): Promise<{ items: ListedSegment[]; nextCursor: string | null }> {
    const rows = await pageOfSegments(ctx.db, wanted, cursor ? positionOf(cursor) : undefined, limit + 1);
    const { zone } = await projectScope(ctx.db, ctx.clock.now());
    const [places, beside] = await Promise.all([
      countUsages(ctx.db, "segment"),
      besideSegments(
        ctx.db,
        rows.map((row) => row.id),
        localDay(ctx.clock.now(), zone, -comparedDays),
      ),
    ]);
    const last = rows.length > limit ? rows[limit - 1] : undefined;
    return {
      items: rows.slice(0, limit).map((row) => {
        const { sizeThen = null, author = "" } = beside.get(row.id) ?? {};
        const change = row.isLive && row.size !== null && sizeThen !== null ? row.size - sizeThen : null;
        return { ...viewOf(row), places: places.get(row.id) ?? 0, change, author };
      }),
      nextCursor: last ? JSON.stringify([last.name, last.id]) : null,
    };
  },
});

function positionOf(cursor: string): { name: string; id: string } {
  try {
    const [name, id] = JSON.parse(cursor) as unknown[];
    if (typeof name === "string" && typeof id === "string" && /^[0-9a-f-]{36}$/.test(id)) return { name, id };
  } catch {
    // Told below.
  }
  throw invalid("cursor: This is no cursor of this list. Begin again without one.");
}

export interface Member {
  customerId: number;
  externalId: string | null;
  email: string | null;
  phone: string | null;
  firstName: string | null;
  lastName: string | null;
}

/** Members by number, a page at a time. Each page is of its own moment: who changed in between is in one page at most. */
export const listMembersOf = query({
  name: "segments.members",
  permission: "segments:read",
  input: membersPage,
  async run(ctx, { id, limit, cursor }): Promise<{ items: Member[]; nextCursor: string | null }> {
    const segment = await findSegment(ctx.db, id);
    if (!segment) throw notFound("segment", id);
    const after = cursor === undefined ? 0 : Number(cursor);
    if (!Number.isSafeInteger(after) || after < 0)
      throw invalid("cursor: This is no cursor of this list. Begin again without one.");
    const definition = segment.definition === null ? null : rule.parse(segment.definition);
    const members =
      definition === null
        ? sql`select m.customer_id as id from segment_members m join customers c on c.id = m.customer_id and c.state = 'active'
              where m.segment_id = ${id}::uuid and m.customer_id > ${after} order by 1 limit ${limit + 1}`
        : membersQuery(
            definition,
            await scopeOf(ctx.db, definition, ctx.clock.now()),
            sql`and customers.id > ${after} order by customers.id limit ${limit + 1}`,
          );
    const rows = await reading(ctx.db, (tx) =>
      tx.execute<{
        id: number;
        external_id: string | null;
        email: string | null;
        phone: string | null;
        first_name: string | null;
        last_name: string | null;
      }>(sql`
        select c.id, c.external_id, c.email, c.phone, c.first_name, c.last_name
        from (${members}) m join customers c on c.id = m.id order by c.id`),
    );
    const items = rows.slice(0, limit).map((row) => ({
      customerId: row.id,
      externalId: row.external_id,
      email: row.email,
      phone: row.phone,
      firstName: row.first_name,
      lastName: row.last_name,
    }));
    return { items, nextCursor: rows.length > limit ? String(items.at(-1)?.customerId) : null };
  },
});
