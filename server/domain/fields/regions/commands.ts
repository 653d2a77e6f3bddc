import { eq, inArray } from "drizzle-orm";
import type { z } from "zod";
import type { Tx } from "@/server/db/client";
import { regions } from "@/server/db/schema";
import { type CommandContext, command } from "@/server/kernel/command";
import { refuseWhileUsed } from "@/server/kernel/usages";
import { AppError } from "@/server/platform/errors";
import { regionsChanged } from "../events";
import { limits, suggestCode } from "../model";
import { conflict, invalid } from "../refusals";
import { bumpVersion } from "../store/registry";
import {
  assignRegionText as assignInput,
  createRegion as createInput,
  moveRegion as moveInput,
  type regionItem,
  regionRef,
  updateRegion as updateInput,
  upsertRegions as upsertInput,
} from "./schema";
import { allRegions, findRegion, lockTree, type RegionRow, rebuildTree } from "./store";

export const createRegion = command({
  name: "fields.create-region",
  permission: "settings:write",
  input: createInput,
  async run(ctx, input) {
    await lockTree(ctx.db);
    const known = await allRegions(ctx.db);
    if (known.length >= limits.regions)
      throw new AppError("limit_exceeded", `There are ${limits.regions} regions, which is the most.`);
    const taken = new Set(known.map((region) => region.externalId));
    const externalId = input.externalId ?? freeId(suggestCode(input.name) || "region", taken);
    if (taken.has(externalId))
      throw conflict(`externalId: There is already a region ${JSON.stringify(externalId)}.`);
    if (input.parentId !== null) depthBelow(known, input.parentId, 1);
    const [row] = await ctx.db
      .insert(regions)
      .values({
        externalId,
        name: input.name,
        parentId: input.parentId,
        currency: input.currency,
        aliases: input.aliases,
      })
      .returning({ id: regions.id });
    await changed(ctx);
    ctx.audit({ subjectType: "region", subjectId: externalId, changes: { name: input.name } });
    return { id: row?.id ?? 0, externalId };
  },
});

export const updateRegion = command({
  name: "fields.update-region",
  permission: "settings:write",
  input: updateInput,
  async run(ctx, { id, ...input }) {
    await lockTree(ctx.db);
    const before = await findRegion(ctx.db, id);
    const after = {
      name: input.name ?? before.name,
      currency: input.currency === undefined ? before.currency : input.currency,
      aliases: input.aliases ?? before.aliases,
    };
    await ctx.db
      .update(regions)
      .set({ ...after, updatedAt: ctx.clock.now() })
      .where(eq(regions.id, id));
    await changed(ctx);
    ctx.audit({ subjectType: "region", subjectId: before.externalId, changes: after });
    return { id };
  },
});

/** With everything below it. A place below itself is refused. */
export const moveRegion = command({
  name: "fields.move-region",
  permission: "settings:write",
  input: moveInput,
  async run(ctx, { id, parentId }) {
    await lockTree(ctx.db);
    const known = await allRegions(ctx.db);
    const region = known.find((one) => one.id === id) ?? (await findRegion(ctx.db, id));
    if (parentId !== null) {
      const parent = known.find((one) => one.id === parentId);
      if (!parent) throw invalid(`parentId: There is no region ${parentId}.`);
      if (parent.path.includes(id))
        throw invalid(
          `parentId: "${parent.name}" lies within "${region.name}". Choose a place outside of it.`,
        );
      depthBelow(known, parentId, heightOf(known, region));
    }
    await ctx.db.update(regions).set({ parentId, updatedAt: ctx.clock.now() }).where(eq(regions.id, id));
    await changed(ctx);
    ctx.audit({
      subjectType: "region",
      subjectId: region.externalId,
      changes: { parentId: { from: region.parentId, to: parentId } },
    });
    return { id, parentId };
  },
});

/** Refused while regions lie within it or something refers to it. Its people and stores then have no region. */
export const deleteRegion = command({
  name: "fields.delete-region",
  permission: "settings:write",
  input: regionRef,
  async run(ctx, { id }) {
    await lockTree(ctx.db);
    const region = await findRegion(ctx.db, id);
    const below = (await allRegions(ctx.db)).filter((one) => one.parentId === id);
    if (below.length > 0)
      throw conflict(
        `"${region.name}" holds ${below.length} regions, such as "${below[0]?.name}". Move or delete them first.`,
      );
    await refuseWhileUsed(ctx.db, { kind: "region", id: String(id) }, `The region "${region.name}"`);
    await ctx.db.delete(regions).where(eq(regions.id, id));
    await changed(ctx);
    ctx.audit({ subjectType: "region", subjectId: region.externalId, changes: { name: region.name } });
    return { id };
  },
});

/** A way of writing that sources use means this region from now on. */
export const assignRegionText = command({
  name: "fields.assign-region-text",
  permission: "settings:write",
  input: assignInput,
  async run(ctx, { text, regionId }) {
    await lockTree(ctx.db);
    const region = await findRegion(ctx.db, regionId);
    const word = text.toLowerCase();
    const others = (await allRegions(ctx.db)).filter(
      (one) => one.id !== regionId && one.aliases.some((alias) => alias.toLowerCase() === word),
    );
    // An alias means one region: the others lose it.
    for (const other of others)
      await ctx.db
        .update(regions)
        .set({ aliases: other.aliases.filter((alias) => alias.toLowerCase() !== word) })
        .where(eq(regions.id, other.id));
    if (!region.aliases.some((alias) => alias.toLowerCase() === word))
      await ctx.db
        .update(regions)
        .set({ aliases: [...region.aliases, text], updatedAt: ctx.clock.now() })
        .where(eq(regions.id, regionId));
    await changed(ctx);
    ctx.audit({ subjectType: "region", subjectId: region.externalId, changes: { alias: text } });
    return { regionId };
  },
});

/** Creates and updates regions by external id; one result per row. A circle refuses the call. */
export const upsertRegions = command({
  name: "fields.upsert-regions",
  permission: "settings:write",
  input: upsertInput,
  async run(ctx, { items }) {
    await lockTree(ctx.db);
    const before = new Set((await allRegions(ctx.db)).map((region) => region.externalId));
    await insertMissing(ctx.db, items);
    const known = await allRegions(ctx.db);
    const byKey = new Map(known.map((region) => [region.externalId, region]));
    if (known.length > limits.regions)
      throw new AppError(
        "limit_exceeded",
        `At most ${limits.regions} regions; this would make ${known.length}.`,
      );
    for (const item of items) {
      const region = byKey.get(item.externalId);
      if (!region) continue;
      const parentId =
        item.parent === undefined ? region.parentId : (byKey.get(item.parent ?? "")?.id ?? null);
      Object.assign(region, {
        parentId,
        name: item.name ?? region.name,
        currency: item.currency === undefined ? region.currency : item.currency,
        aliases: item.aliases ?? region.aliases,
      });
    }
    for (const [i, item] of items.entries()) refuseCircle(byKey, known, item.externalId, i);
    for (const item of items) {
      const region = byKey.get(item.externalId);
      if (region)
        await ctx.db
          .update(regions)
          .set({
            name: region.name,
            parentId: region.parentId,
            currency: region.currency,
            aliases: region.aliases,
          })
          .where(eq(regions.id, region.id));
    }
    await changed(ctx);
    return {
      results: items.map((item) => ({
        id: byKey.get(item.externalId)?.id ?? 0,
        externalId: item.externalId,
        outcome: before.has(item.externalId) ? ("updated" as const) : ("created" as const),
      })),
    };
  },
});

async function changed(ctx: CommandContext): Promise<void> {
  await rebuildTree(ctx.db);
  await bumpVersion(ctx.db);
  ctx.announce({ name: regionsChanged, data: {} });
}

async function insertMissing(tx: Tx, items: readonly z.output<typeof regionItem>[]): Promise<void> {
  const named = new Map<string, string>();
  for (const item of items) {
    if (item.parent && !named.has(item.parent)) named.set(item.parent, item.parent);
    named.set(item.externalId, item.name ?? named.get(item.externalId) ?? item.externalId);
  }
  const keys = [...named.keys()];
  const known = new Set(
    (await tx.select({ id: regions.externalId }).from(regions).where(inArray(regions.externalId, keys))).map(
      (row) => row.id,
    ),
  );
  const fresh = keys.filter((key) => !known.has(key));
  if (fresh.length > 0)
    await tx.insert(regions).values(fresh.map((key) => ({ externalId: key, name: named.get(key) ?? key })));
}

function refuseCircle(
  byKey: Map<string, RegionRow>,
  all: readonly RegionRow[],
  key: string,
  i: number,
): void {
  const byId = new Map(all.map((region) => [region.id, region]));
  const start = byKey.get(key);
  let at = start?.parentId ?? null;
  for (let steps = 0; at !== null; steps++) {
    if (at === start?.id || steps > limits.regionDepth)
      throw invalid(
        at === start?.id
          ? `items[${i}].parent: Would put the region "${start?.name}" within itself. Choose another parent.`
          : `items[${i}].parent: The tree would be more than ${limits.regionDepth} levels deep.`,
      );
    at = byId.get(at)?.parentId ?? null;
  }
}

const freeId = (base: string, taken: ReadonlySet<string>): string => {
  for (let n = 1; ; n++) {
    const id = n === 1 ? base : `${base}_${n}`;
    if (!taken.has(id)) return id;
  }
};

/** Levels from this region down. */
function heightOf(all: readonly RegionRow[], region: RegionRow): number {
  const below = all.filter((one) => one.path.includes(region.id));
  return below.reduce((most, one) => Math.max(most, one.path.length - region.path.length + 1), 1);
}

function depthBelow(all: readonly RegionRow[], parentId: number, height: number): void {
  const parent = all.find((one) => one.id === parentId);
  if (!parent) throw invalid(`parentId: There is no region ${parentId}.`);
  if (parent.path.length + height > limits.regionDepth)
    throw invalid(
      `parentId: The tree would be more than ${limits.regionDepth} levels deep. Choose a higher place.`,
    );
}
