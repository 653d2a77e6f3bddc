import { z } from "zod";
import { query } from "@/server/kernel/command";
import { usagesOf } from "@/server/kernel/usages";
import { regionRef } from "./schema";
import { allRegions, countSubtrees, findRegion, matchingState, unmatchedTexts } from "./store";

export interface RegionView {
  id: number;
  externalId: string;
  name: string;
  parentId: number | null;
  /** Its own; null: the parent's. */
  currency: string | null;
  aliases: string[];
  /** Ids from the root down to and including this one. */
  path: number[];
  /** In it and below it. */
  customers: number;
  stores: number;
}

/** The whole tree, parents before their children's names in order, with what each subtree holds. */
export const listRegions = query({
  name: "fields.list-regions",
  permission: "customers:read",
  input: z.strictObject({}),
  async run(ctx): Promise<{ items: RegionView[]; isMatching: boolean }> {
    const [rows, counts, state] = await Promise.all([
      allRegions(ctx.db),
      countSubtrees(ctx.db),
      matchingState(ctx.db),
    ]);
    return {
      items: rows.map((row) => ({
        id: row.id,
        externalId: row.externalId,
        name: row.name,
        parentId: row.parentId,
        currency: row.currency,
        aliases: row.aliases,
        path: row.path,
        ...(counts.get(row.id) ?? { customers: 0, stores: 0 }),
      })),
      isMatching: state.done < state.wanted,
    };
  },
});

/** Ways of writing a region that nobody knows, with how many use them. */
export const listUnmatchedRegions = query({
  name: "fields.list-unmatched-regions",
  permission: "settings:read",
  input: z.strictObject({}),
  async run(ctx) {
    const rows = await unmatchedTexts(ctx.db, 100);
    return {
      items: rows.map(({ is_ambiguous, ...row }) => ({ ...row, isAmbiguous: is_ambiguous })),
    };
  },
});

export const getRegion = query({
  name: "fields.get-region",
  permission: "customers:read",
  input: regionRef,
  async run(ctx, { id }) {
    const row = await findRegion(ctx.db, id);
    return { ...row, usages: await usagesOf(ctx.db, [{ kind: "region", id: String(id) }]) };
  },
});
