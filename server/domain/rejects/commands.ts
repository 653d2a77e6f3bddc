import { command } from "@/server/kernel/command";
import { AppError, conflict, invalid, notFound } from "@/server/platform/errors";
import { parseJson } from "@/server/platform/json";
import { correctPayload, settle, takeOpen } from "./list-store";
import { correctRejectInput, discardRejectsInput } from "./schema";

/** Rows a call settles: a page calls again while some are left. */
export const rejectsPerCall = 1_000;

/** Nobody will need them any more. They leave the list and are deleted with the rest in time. */
export const discardRejects = command({
  name: "rejects.discard",
  permission: "imports:run",
  input: discardRejectsInput,
  async run(ctx, { selection }) {
    const taken = await takeOpen(ctx.db, selection, rejectsPerCall);
    await settle(
      ctx.db,
      taken.map(({ key }) => ({ key, state: "discarded" })),
      ctx.actor.label,
      ctx.clock.now(),
    );
    if (taken.length > 0)
      ctx.audit({
        subjectType: "rejected_input",
        subjectId: taken[0]?.key ?? "",
        changes: { discarded: taken.length },
      });
    return { discarded: taken.length, isMore: taken.length === rejectsPerCall };
  },
});

/** Puts a corrected input in the place of the refused one; trying it is another call. */
export const correctReject = command({
  name: "rejects.correct",
  permission: "imports:run",
  input: correctRejectInput,
  async run(ctx, { key, payload }) {
    if (key.startsWith("i"))
      throw conflict("A row of a file is corrected in the file. Load the rejected rows again from there.");
    try {
      parseJson(payload);
    } catch (error) {
      const why = error instanceof AppError ? error.message : "it cannot be read";
      throw invalid(`payload: is not JSON that can be kept. ${why}`, [{ path: "payload", message: why }]);
    }
    if (!(await correctPayload(ctx.db, key, payload, ctx.actor.label)))
      throw notFound("open rejected input", key);
    ctx.audit({ subjectType: "rejected_input", subjectId: key, changes: { payload: "corrected" } });
  },
});
