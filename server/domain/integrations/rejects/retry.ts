import type { Tx } from "@/server/db/client";
import { orderChanged, recordRules } from "@/server/domain/orders";
import { type Reject, rejectsPerCall, type Settled, settle, takeOpen } from "@/server/domain/rejects";
import { retryRejectsInput } from "@/server/domain/rejects/schema";
import { readAgain, recordEvents } from "@/server/domain/tracking";
import { command } from "@/server/kernel/command";
import { retryImportRows } from "./retry-import-rows";
import { grouped, retryRecords } from "./retry-records";

const notJson = "It was kept only in part or is not JSON: correct the input before trying it again.";

/**
 * Reads refused inputs again with today's rules: after the cause was put right, or the input itself. What is accepted
 * leaves the list; what is refused again stays with its new reason. At most `rejectsPerCall` a call.
 */
export const retryRejects = command({
  name: "rejects.retry",
  permission: "imports:run",
  input: retryRejectsInput,
  async run(ctx, { selection }) {
    const now = ctx.clock.now();
    const taken = await takeOpen(ctx.db, selection, rejectsPerCall);
    const settled: Settled[] = [];
    const { rows, files, events } = sorted(taken);
    settled.push(...(await retryEvents(ctx.db, events, now)));
    const rules = rows.length + files.length > 0 ? await recordRules(ctx.db) : undefined;
    if (rules) {
      settled.push(...(await retryRecords(ctx.db, rows, { now, rules })));
      settled.push(...(await retryImportRows(ctx.db, files, { now, rules })));
    }
    await settle(ctx.db, settled, ctx.actor.label, now);
    const resolved = settled.filter((one) => one.state === "resolved").length;
    const changedPurchases = taken.filter(({ entity }) => entity === "order" || entity === "receipt").length;
    if (changedPurchases > 0 && resolved > 0)
      ctx.announce({ name: orderChanged, data: { count: changedPurchases, via: "retry" } });
    if (taken.length > 0)
      ctx.audit({
        subjectType: "rejected_input",
        subjectId: taken[0]?.key ?? "",
        changes: { tried: taken.length, resolved },
      });
    return {
      tried: taken.length,
      resolved,
      refused: settled.length - resolved,
      isMore: taken.length === rejectsPerCall,
    };
  },
});

function sorted(taken: readonly Reject[]) {
  const files = taken.filter((one) => one.door === "import");
  const events = taken.filter((one) => one.door !== "import" && one.entity === "event");
  const rows = taken.filter((one) => one.door !== "import" && one.entity !== "event");
  return { files, events, rows };
}

/** Events of the log are put at its end once more; the others come to it now, judged as at their door. */
async function retryEvents(tx: Tx, rejects: readonly Reject[], now: Date): Promise<Settled[]> {
  const settled: Settled[] = [];
  const logged = rejects.filter(
    (one) => one.door === "consumer" && one.eventId !== null && one.sourceId !== null,
  );
  const again = await readAgain(
    tx,
    logged.map((one) => ({
      id: one.eventId ?? "",
      sourceId: one.sourceId ?? 0,
      occurredAt: one.occurredAt,
      payload: one.payload ?? "",
    })),
    now,
  );
  for (const [i, one] of logged.entries()) settled.push(outcome(one, again[i]));
  const bySource = grouped(
    rejects.filter((one) => !logged.includes(one)),
    (one) => `${one.sourceId ?? ""} ${one.door}`,
  );
  for (const group of bySource.values()) {
    const sourceId = group[0]?.sourceId ?? undefined;
    const parsed = group.map((one) => ({ one, event: parsedOf(one) }));
    const results = await recordEvents(
      tx,
      parsed.map(({ event }) => event),
      { now, sourceId, isPublic: group.every((one) => one.door === "tracking" || one.door === "consumer") },
    );
    for (const [i, { one, event }] of parsed.entries())
      settled.push(outcome(one, event === undefined ? { path: "", message: notJson } : results[i]?.problem));
  }
  return settled;
}

function parsedOf({ payload }: Reject): unknown {
  try {
    return JSON.parse(payload ?? "");
  } catch {
    return undefined;
  }
}

const outcome = (one: Reject, problem: { path: string; message: string } | undefined): Settled =>
  problem
    ? { key: one.key, state: "open", reason: problem.message, path: problem.path || undefined }
    : { key: one.key, state: "resolved" };
