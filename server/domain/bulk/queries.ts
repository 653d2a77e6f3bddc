import { desc, eq } from "drizzle-orm";
import { z } from "zod";
import { bulkJobs } from "@/server/db/schema";
import { query } from "@/server/kernel/command";
import { notFound } from "@/server/platform/errors";
import { isUndoable } from "./commands";
import { type BulkAction, bulkId } from "./schema";

export interface BulkJobView {
  id: string;
  action: BulkAction;
  status: string;
  total: number | null;
  done: number;
  changed: number;
  refused: number;
  problem: string | null;
  by: string;
  isUndo: boolean;
  canUndo: boolean;
  createdAt: Date;
  finishedAt: Date | null;
}

const viewOf = (row: typeof bulkJobs.$inferSelect): BulkJobView => ({
  id: row.id,
  action: row.params as BulkAction,
  status: row.status,
  total: row.total,
  done: row.done,
  changed: row.changed,
  refused: row.refused,
  problem: row.problem,
  by: row.actorLabel,
  isUndo: row.undoOf !== null,
  canUndo: isUndoable(row),
  createdAt: row.createdAt,
  finishedAt: row.finishedAt,
});

export const getBulkJob = query({
  name: "bulk.get",
  permission: "customers:read",
  input: bulkId,
  async run(ctx, { id }) {
    const [row] = await ctx.db.select().from(bulkJobs).where(eq(bulkJobs.id, id));
    if (!row) throw notFound("bulk job", id);
    return viewOf(row);
  },
});

export const listBulkJobs = query({
  name: "bulk.list",
  permission: "customers:read",
  input: z.object({}).default({}),
  async run(ctx) {
    const rows = await ctx.db.select().from(bulkJobs).orderBy(desc(bulkJobs.createdAt)).limit(50);
    return { items: rows.map(viewOf) };
  },
});
