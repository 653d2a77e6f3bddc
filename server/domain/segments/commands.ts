import { sql } from "drizzle-orm";
import { type CommandContext, command } from "@/server/kernel/command";
import { forgetUsages, refuseWhileUsed, renameUser, saveUsages } from "@/server/kernel/usages";
import { conflict, notFound } from "@/server/platform/errors";
import { newUuid } from "@/server/platform/ids";
import { beLive, definitionChanged } from "./live/commands";
import { membersQuery, scopeOf } from "./membership";
import { type SegmentView, viewOf } from "./queries";
import { loadOthers, referencesOf } from "./references";
import type { Rule } from "./rule";
import { newSample, newSegment, segmentChanges, segmentId } from "./schema";
import {
  addMembers,
  insertSegment,
  insertVersion,
  lockDefinitions,
  lockSegment,
  deleteSegment as removeSegment,
  type SegmentRecord,
  updateSegment as saveSegment,
} from "./store";

/** Whatever it names exists, and nothing leads back to itself. */
async function checkDefinition(ctx: CommandContext, definition: Rule, self?: string): Promise<void> {
  await lockDefinitions(ctx.db);
  await loadOthers(ctx.db, definition, self);
}

const actorId = (ctx: CommandContext) => (ctx.actor.kind === "user" ? ctx.actor.id : null);

async function insertNew(
  ctx: CommandContext,
  values: {
    name: string;
    description: string;
    kind: "dynamic" | "list";
    definition: Rule | null;
    sample?: unknown;
  },
): Promise<SegmentRecord> {
  const now = ctx.clock.now();
  const segment = await insertSegment(ctx.db, {
    ...values,
    createdBy: actorId(ctx),
    createdAt: now,
    updatedAt: now,
  });
  await insertVersion(ctx.db, {
    segmentId: segment.id,
    version: 1,
    definition: values.definition,
    actorLabel: ctx.actor.label,
    savedAt: now,
  });
  ctx.audit({
    subjectType: "segment",
    subjectId: segment.id,
    changes: { name: values.name, kind: values.kind },
  });
  return segment;
}

export const createSegment = command({
  name: "segments.create",
  permission: "segments:write",
  input: newSegment,
  async run(ctx, { name, description, kind, definition, isLive }): Promise<SegmentView> {
    const own = kind === "dynamic" ? (definition ?? null) : null;
    if (own) await checkDefinition(ctx, own);
    const segment = await insertNew(ctx, { name, description, kind, definition: own });
    if (own) await saveUsages(ctx.db, { kind: "segment", id: segment.id, label: name }, referencesOf(own));
    return viewOf(isLive ? await beLive(ctx.db, segment, true) : segment);
  },
});

/** A list of a random part of those whom a definition means now. Who is in it is decided once, by a hash. */
export const createSample = command({
  name: "segments.create-sample",
  permission: "segments:write",
  input: newSample,
  async run(ctx, { name, description, definition, count, percent, salt }): Promise<SegmentView> {
    await checkDefinition(ctx, definition);
    const now = ctx.clock.now();
    const own = salt ?? newUuid();
    const segment = await insertNew(ctx, {
      name,
      description,
      kind: "list",
      definition: null,
      sample: { definition, count: count ?? null, percent: percent ?? null, salt: own },
    });
    const scope = await scopeOf(ctx.db, definition, now);
    const place = sql`hashtextextended(customers.id::text || ${own}::text, 0)`;
    // A share of the whole range of the hash, as a signed 64-bit number.
    const people =
      percent === undefined
        ? membersQuery(definition, scope, sql`order by ${place}, customers.id limit ${count ?? 0}`)
        : membersQuery(
            definition,
            scope,
            sql`and ((${place} % 1000000) + 1000000) % 1000000 < ${Math.round(percent * 10_000)}::int`,
          );
    const size = await addMembers(ctx.db, segment.id, people, now);
    return viewOf(await saveSegment(ctx.db, segment.id, { size, sizeAt: now }));
  },
});

export const updateSegment = command({
  name: "segments.update",
  permission: "segments:write",
  input: segmentChanges,
  async run(ctx, { id, definition, ...texts }): Promise<SegmentView> {
    const before = await lockSegment(ctx.db, id);
    if (!before) throw notFound("segment", id);
    if (definition !== undefined && before.kind === "list")
      throw conflict("A list has no definition: add and remove people instead.");
    const now = ctx.clock.now();
    if (definition !== undefined) await checkDefinition(ctx, definition, id);
    const version = definition === undefined ? before.version : before.version + 1;
    const segment = await saveSegment(ctx.db, id, {
      ...texts,
      ...(definition === undefined ? {} : { definition, version, size: null, sizeAt: null }),
      updatedAt: now,
    });
    if (definition !== undefined) {
      await insertVersion(ctx.db, {
        segmentId: id,
        version,
        definition,
        actorLabel: ctx.actor.label,
        savedAt: now,
      });
      await saveUsages(ctx.db, { kind: "segment", id, label: segment.name }, referencesOf(definition));
      await definitionChanged(ctx.db, id);
    } else if (segment.name !== before.name)
      await renameUser(ctx.db, { kind: "segment", id, label: segment.name });
    ctx.audit({
      subjectType: "segment",
      subjectId: id,
      changes: {
        ...(texts.name === undefined ? {} : { name: { from: before.name, to: segment.name } }),
        ...(definition === undefined ? {} : { version: { from: before.version, to: version } }),
      },
    });
    return viewOf(segment);
  },
});

export const deleteSegment = command({
  name: "segments.delete",
  permission: "segments:write",
  input: segmentId,
  async run(ctx, { id }): Promise<{ id: string }> {
    await lockDefinitions(ctx.db);
    const segment = await lockSegment(ctx.db, id);
    if (!segment) throw notFound("segment", id);
    await refuseWhileUsed(ctx.db, { kind: "segment", id }, `The segment "${segment.name}"`);
    await forgetUsages(ctx.db, { kind: "segment", id });
    await removeSegment(ctx.db, id);
    ctx.audit({ subjectType: "segment", subjectId: id, changes: { name: segment.name } });
    return { id };
  },
});
