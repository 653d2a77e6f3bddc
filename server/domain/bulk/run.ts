import { eq, sql } from "drizzle-orm";
import { arrayParam, instantParam, jsonParam, type Tx } from "@/server/db/client";
import { bulkJobs } from "@/server/db/schema";
import { customersChanged, matchingIds, scopeOf } from "@/server/domain/customers";
import { announceExpiry } from "@/server/domain/tags";
import { saveAnnouncements } from "@/server/kernel/command";
import type { Context } from "@/server/kernel/context";
import { AppError } from "@/server/platform/errors";
import { applyAction, type Portion, takeBack } from "./apply";
import { bulkIsRequested } from "./events";
import type { BulkAction, BulkSelection } from "./schema";

/** People a transaction works off: long enough to be fast, short enough that others hardly wait. */
const portion = 1000;
type Job = typeof bulkJobs.$inferSelect;

/** Works on a job for about `budgetMs`. May be called again at any time: every portion commits with its progress. */
export async function runBulk(ctx: Context, jobId: string, budgetMs: number): Promise<{ done: boolean }> {
  const deadline = ctx.clock.now().getTime() + budgetMs;
  for (;;) {
    let isOver: boolean;
    try {
      isOver = await ctx.db.transaction((tx) => advance(ctx, tx, jobId));
    } catch (error) {
      if (!(error instanceof AppError) || ["internal", "unavailable"].includes(error.code)) throw error;
      await failBulk(ctx, jobId, error.message);
      isOver = true;
    }
    if (isOver) return { done: true };
    if (ctx.clock.now().getTime() >= deadline) return { done: false };
  }
}

async function advance(ctx: Context, tx: Tx, jobId: string): Promise<boolean> {
  const [job] = await tx.select().from(bulkJobs).where(eq(bulkJobs.id, jobId)).for("update");
  if (!job || (job.status !== "queued" && job.status !== "running")) return true;
  const now = ctx.clock.now();
  const save = (values: Partial<typeof bulkJobs.$inferInsert>) =>
    tx
      .update(bulkJobs)
      .set({ ...values, movedAt: now })
      .where(eq(bulkJobs.id, jobId));
  if (job.cancelRequestedAt) {
    await save({ status: "cancelled", finishedAt: now });
    return true;
  }
  if (job.total === null) {
    await save({ status: "running", startedAt: now, total: await gather(tx, job) });
    return false;
  }
  const people = await tx.execute<{ customer_id: number; before: unknown }>(sql`
    select p.customer_id, o.before from bulk_job_people p
    left join bulk_job_people o on o.job_id = ${job.undoOf}::uuid and o.customer_id = p.customer_id
    where p.job_id = ${jobId}::uuid and p.customer_id > ${job.cursor} order by p.customer_id limit ${portion}`);
  const last = people.at(-1);
  if (!last) {
    await save({ status: "succeeded", finishedAt: now });
    return true;
  }
  const action = job.params as BulkAction;
  const meta = { now, by: job.actorLabel };
  const result = job.undoOf
    ? await takeBack(
        tx,
        action,
        people.map((one) => ({ id: one.customer_id, before: one.before })),
        meta,
      )
    : await applyAction(
        tx,
        action,
        people.map((one) => one.customer_id),
        meta,
      );
  await remember(tx, jobId, result);
  await save({
    done: job.done + people.length,
    changed: job.changed + result.changed.length,
    refused: job.refused + result.refused,
    cursor: last.customer_id,
  });
  await announce(tx, action, result);
  return false;
}

/** Fixes whom the job is about, and counts them. */
async function gather(tx: Tx, job: Job): Promise<number> {
  const ids = await idsOf(tx, job);
  const rows = await tx.execute<{ n: number }>(sql`
    with gathered as (
      insert into bulk_job_people (job_id, customer_id) select ${job.id}::uuid, x.id from (${ids}) x(id)
      on conflict do nothing returning 1)
    select count(*)::int as n from gathered`);
  return rows[0]?.n ?? 0;
}
async function idsOf(tx: Tx, job: Job) {
  if (job.undoOf)
    return sql`select customer_id from bulk_job_people where job_id = ${job.undoOf}::uuid and before is not null`;
  const selection = job.selection as BulkSelection;
  if ("ids" in selection)
    return sql`select id from customers where state = 'active' and id = any(${arrayParam(selection.ids, "bigint")})`;
  // As it was when it was confirmed: "in the last 7 days" counts from then.
  return matchingIds(await scopeOf(tx, selection.filter, job.createdAt));
}

const remember = (tx: Tx, jobId: string, { changed }: Portion) =>
  changed.length === 0
    ? undefined
    : tx.execute(sql`
        update bulk_job_people p set before = r.before
        from jsonb_to_recordset(${jsonParam(changed)}) as r(id bigint, before jsonb)
        where p.job_id = ${jobId}::uuid and p.customer_id = r.id`);

async function announce(tx: Tx, action: BulkAction, result: Portion): Promise<void> {
  if (result.changed.length === 0) return;
  if (action.kind === "add_tag" && action.expiresAt)
    await saveAnnouncements(tx, [announceExpiry(new Date(action.expiresAt))]);
  if (action.kind === "set_field")
    await saveAnnouncements(tx, [
      { name: customersChanged, data: { count: result.changed.length, via: "bulk" } },
    ]);
}

export async function failBulk(ctx: Context, jobId: string, problem: string): Promise<void> {
  await ctx.db.execute(sql`
    update bulk_jobs set status = 'failed', problem = ${problem}, finished_at = ${instantParam(ctx.clock.now())}
    where id = ${jobId}::uuid and status in ('queued', 'running')`);
}

/** Jobs that nobody works on are announced again. */
export async function announceStalled(ctx: Context): Promise<number> {
  const before = new Date(ctx.clock.now().getTime() - 90_000);
  const rows = await ctx.db.execute<{ id: string }>(sql`
    select id from bulk_jobs where status in ('queued', 'running') and moved_at < ${instantParam(before)} limit 100`);
  await ctx.db.transaction((tx) =>
    saveAnnouncements(
      tx,
      rows.map((row) => bulkIsRequested(row.id)),
    ),
  );
  return rows.length;
}
