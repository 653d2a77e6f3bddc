import { customersChanged } from "@/server/domain/customers";
import type { SuggestionKind } from "@/server/domain/customers/quality/problems";
import { type CommandContext, command } from "@/server/kernel/command";
import { conflict, notFound } from "@/server/platform/errors";
import { publicId } from "@/server/platform/ids";
import { applySuggestions } from "./apply-suggestions";
import { runReady } from "./events";
import * as input from "./schema";
import { takeSnapshot } from "./snapshot";
import { markEverybody, unmarkEverybody } from "./store/people";
import { addRun, endRun, findRun, lockRun, type Run, runningOf, setTotal } from "./store/runs";
import { decideAll, lockPending, releaseRun, reopenRun, settle } from "./store/suggestions";

/** Decides one suggestion, or takes a decision back. */
export const decideSuggestion = command({
  name: "quality.decide-suggestion",
  permission: "customers:write",
  input: input.decideSuggestion,
  async run(ctx, { customerId, kind, decision }) {
    const found = await lockPending(ctx.db, customerId, kind);
    if (!found) throw notFound("suggestion", `${publicId("customer", customerId)} ${kind}`);
    const isOpen = found.state === "pending";
    if (decision === "reopen" ? isOpen : !isOpen)
      throw conflict("This was decided by somebody else meanwhile. Look at the list again.");
    const now = ctx.clock.now();
    const { label } = ctx.actor;
    if (decision === "reject" || (decision === "reopen" && found.state === "rejected")) {
      const state = decision === "reject" ? "rejected" : "pending";
      await settle(ctx.db, [{ customerId, kind, state, refusal: null }], label, now);
    } else {
      const way = decision === "accept" ? "accept" : "undo";
      const { refused } = await applySuggestions(ctx.db, [found], way, label, now);
      if (refused > 0) {
        const after = await lockPending(ctx.db, customerId, kind);
        return { state: after?.state ?? "rejected", refusal: after?.refusal ?? null };
      }
      ctx.announce({ name: customersChanged, data: { count: 1, via: "quality" } });
      ctx.audit({
        subjectType: "customer",
        subjectId: publicId("customer", customerId),
        changes: decision === "accept" ? found.changes : reversed(found.changes),
      });
    }
    return { state: decision === "reopen" ? "pending" : `${decision}ed`, refusal: null };
  },
});

const reversed = (changes: Record<string, { from: string | null; to: string | null }>) =>
  Object.fromEntries(Object.entries(changes).map(([field, { from, to }]) => [field, { from: to, to: from }]));

/** Decides all that wait of one kind. Accepting goes on in the background; rejecting is done at once. */
export const reviewAll = command({
  name: "quality.review-all",
  permission: "customers:write",
  input: input.decideAll,
  async run(ctx, { kind, decision }) {
    const now = ctx.clock.now();
    const id = await startRun(ctx, decision, kind);
    const total = await decideAll(ctx.db, kind, {
      state: decision === "accept" ? "accepting" : "rejected",
      runId: id,
      by: ctx.actor.label,
      now,
    });
    if (total === 0) throw conflict("Nothing of this kind waits any more.");
    await setTotal(ctx.db, id, total);
    if (decision === "accept") ctx.announce({ name: runReady, data: { runId: id } });
    else await endRun(ctx.db, id, "done", now);
    ctx.audit({ subjectType: "quality", subjectId: kind, changes: { decision, count: total, run: id } });
    return { runId: id, total };
  },
});

/** Takes back what a finished review did, where the values are still as it left them. */
export const undoReview = command({
  name: "quality.undo-review",
  permission: "customers:write",
  input: input.runId,
  async run(ctx, { runId }) {
    const run = await lockRun(ctx.db, runId);
    if (!run) throw notFound("review", runId);
    if ((run.kind !== "accept" && run.kind !== "reject") || run.state === "running" || run.isUndone)
      throw conflict("Only a finished review can be taken back, once.");
    const id = await startRun(ctx, "undo", run.suggestionKind, run);
    const total =
      run.kind === "accept"
        ? await reopenRun(ctx.db, run.id, "accepted", "undoing", id)
        : await reopenRun(ctx.db, run.id, "rejected", "pending", id);
    await setTotal(ctx.db, id, total);
    if (run.kind === "accept" && total > 0) ctx.announce({ name: runReady, data: { runId: id } });
    else await endRun(ctx.db, id, "done", ctx.clock.now());
    ctx.audit({
      subjectType: "quality",
      subjectId: run.suggestionKind ?? "",
      changes: { undo: run.id, count: total },
    });
    return { runId: id, total };
  },
});

const startRun = (
  ctx: CommandContext,
  kind: Run["kind"],
  suggestionKind: SuggestionKind | null = null,
  undoes?: Run,
) =>
  addRun(ctx.db, {
    kind,
    suggestionKind,
    undoes: undoes?.id ?? null,
    startedAt: ctx.clock.now(),
    startedBy: ctx.actor.label,
  });

/** Everybody is judged anew: after the tables were updated, or to be sure. */
export const recomputeAll = command({
  name: "quality.recompute-all",
  permission: "customers:write",
  input: input.noInput,
  async run(ctx) {
    if ((await runningOf(ctx.db, ["recompute"])).length > 0)
      throw conflict("Everybody is being judged anew already. Wait for it, or cancel it.");
    const id = await startRun(ctx, "recompute");
    const total = await markEverybody(ctx.db, ctx.clock.now());
    await setTotal(ctx.db, id, total);
    ctx.announce({ name: runReady, data: { runId: id } });
    return { runId: id, total };
  },
});

/** Stops where it is: what is done stays done. */
export const cancelRun = command({
  name: "quality.cancel-run",
  permission: "customers:write",
  input: input.runId,
  async run(ctx, { runId }) {
    const run = await lockRun(ctx.db, runId);
    if (!run) throw notFound("run", runId);
    if (run.state !== "running") throw conflict("This has ended already.");
    if (run.kind === "recompute") await unmarkEverybody(ctx.db);
    else await releaseRun(ctx.db, runId);
    await endRun(ctx.db, runId, "cancelled", ctx.clock.now());
    return (await findRun(ctx.db, runId)) ?? run;
  },
});

/** Counts now, instead of tonight. */
export const recount = command({
  name: "quality.recount",
  permission: "customers:read",
  input: input.noInput,
  run: (ctx) => takeSnapshot(ctx),
});
