import { eq } from "drizzle-orm";
import { bulkJobs, tags } from "@/server/db/schema";
import { profileFields } from "@/server/domain/customers/model";
import { getSegment } from "@/server/domain/segments";
import { type CommandContext, command } from "@/server/kernel/command";
import { AppError, invalid, notFound } from "@/server/platform/errors";
import { bulkIsRequested } from "./events";
import { type BulkAction, bulkId, startBulk as startBulkInput } from "./schema";

export const startBulk = command({
  name: "bulk.start",
  permission: "customers:write",
  input: startBulkInput,
  async run(ctx, { selection, action }) {
    await requireSound(ctx, action);
    const [job] = await ctx.db
      .insert(bulkJobs)
      .values({
        action: action.kind,
        params: action,
        selection,
        ...actorOf(ctx),
        createdAt: ctx.clock.now(),
        movedAt: ctx.clock.now(),
      })
      .returning({ id: bulkJobs.id });
    if (!job) throw new AppError("internal", "The job was not made.");
    ctx.audit({ subjectType: "bulk_job", subjectId: job.id, changes: { action, selection } });
    ctx.announce(bulkIsRequested(job.id));
    return job;
  },
});

const actorOf = (ctx: CommandContext) => ({
  actorKind: ctx.actor.kind,
  actorId: "id" in ctx.actor ? ctx.actor.id : null,
  actorLabel: ctx.actor.label,
});

/** Fields that many people may share. */
const identifying = new Set(["external_id", "email", "phone"]);
const settable = new Set(
  profileFields
    .map((field) => field.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`))
    .filter((code) => !identifying.has(code)),
);

async function requireSound(ctx: CommandContext, action: BulkAction): Promise<void> {
  if (action.kind === "add_tag" || action.kind === "remove_tag") {
    const [tag] = await ctx.db.select({ id: tags.id }).from(tags).where(eq(tags.id, action.tagId));
    if (!tag) throw notFound("tag", action.tagId);
  }
  if (action.kind === "add_to_list" || action.kind === "remove_from_list") {
    const segment = await getSegment(ctx, { id: action.segmentId });
    if (segment.kind !== "list")
      throw refused("action.segmentId", "It follows its definition; choose a segment that is a list.");
  }
  if (action.kind === "add_tag" && action.expiresAt && new Date(action.expiresAt) <= ctx.clock.now())
    throw refused("action.expiresAt", "Choose a moment that is still to come.");
  if (action.kind === "set_field" && !action.field.startsWith("attributes.") && !settable.has(action.field))
    throw refused(
      "action.field",
      identifying.has(action.field)
        ? "An identifier belongs to one person: it cannot be set for many."
        : "There is no such field to set.",
    );
}
const refused = (path: string, message: string) => invalid(`${path}: ${message}`, [{ path, message }]);

/** Stops after the portion under way; what is done stays done, and can be undone. */
export const cancelBulk = command({
  name: "bulk.cancel",
  permission: "customers:write",
  input: bulkId,
  async run(ctx, { id }) {
    const [job] = await ctx.db.select().from(bulkJobs).where(eq(bulkJobs.id, id)).for("update");
    if (!job) throw notFound("bulk job", id);
    if (job.status !== "queued" && job.status !== "running") return { id, status: job.status };
    await ctx.db.update(bulkJobs).set({ cancelRequestedAt: ctx.clock.now() }).where(eq(bulkJobs.id, id));
    ctx.audit({ subjectType: "bulk_job", subjectId: id });
    ctx.announce(bulkIsRequested(id));
    return { id, status: job.status };
  },
});

const undoable = new Set(["add_tag", "remove_tag", "add_to_list", "remove_from_list", "set_field"]);
export const isUndoable = (job: {
  action: string;
  status: string;
  undoneBy: string | null;
  undoOf: string | null;
  changed: number;
}): boolean =>
  undoable.has(job.action) &&
  job.undoOf === null &&
  job.undoneBy === null &&
  job.changed > 0 &&
  ["succeeded", "cancelled", "failed"].includes(job.status);

/** Puts back what a job changed, for people whose value is still the one it set. */
export const undoBulk = command({
  name: "bulk.undo",
  permission: "customers:write",
  input: bulkId,
  async run(ctx, { id }) {
    const [job] = await ctx.db.select().from(bulkJobs).where(eq(bulkJobs.id, id)).for("update");
    if (!job) throw notFound("bulk job", id);
    if (!isUndoable(job)) throw new AppError("conflict", "This cannot be undone, or was already.");
    const [undo] = await ctx.db
      .insert(bulkJobs)
      .values({
        action: job.action,
        params: job.params,
        selection: { undo: id },
        undoOf: id,
        ...actorOf(ctx),
        createdAt: ctx.clock.now(),
        movedAt: ctx.clock.now(),
      })
      .returning({ id: bulkJobs.id });
    if (!undo) throw new AppError("internal", "The job was not made.");
    await ctx.db.update(bulkJobs).set({ undoneBy: undo.id }).where(eq(bulkJobs.id, id));
    ctx.audit({ subjectType: "bulk_job", subjectId: id, changes: { undo: undo.id } });
    ctx.announce(bulkIsRequested(undo.id));
    return undo;
  },
});
