import { and, eq, ne } from "drizzle-orm";
import { rfmModels } from "@/server/db/schema";
import { loadOthers, type Rule, referencesOf } from "@/server/domain/segments";
import { type CommandContext, command } from "@/server/kernel/command";
import { forgetUsages, refuseWhileUsed, renameUser, saveUsages } from "@/server/kernel/usages";
import { conflict, notFound } from "@/server/platform/errors";
import { rfmRunRequested } from "./events";
import { type RfmModelView, viewOf } from "./queries";
import { lastWholeDay } from "./run";
import { modelChanges, modelId, newModel, runRequest } from "./schema";
import { findModel, lockModel } from "./store";

const announceRun = async (ctx: CommandContext, id: string, asOf?: string) => {
  const day = asOf ?? (await lastWholeDay(ctx));
  ctx.announce({ name: rfmRunRequested, data: { modelId: id, asOf: day } });
};

/** What its base names cannot be deleted meanwhile. */
const noteBase = (ctx: CommandContext, id: string, label: string, base: Rule | null) =>
  saveUsages(ctx.db, { kind: "rfm_model", id, label }, base === null ? [] : referencesOf(base));

/** The first model is the project's default one; it is computed at once. */
export const createModel = command({
  name: "rfm.create-model",
  permission: "segments:write",
  input: newModel,
  async run(ctx, { name, scoring }): Promise<RfmModelView> {
    if (scoring.base) await loadOthers(ctx.db, scoring.base);
    const [first] = await ctx.db.select({ id: rfmModels.id }).from(rfmModels).limit(1);
    const now = ctx.clock.now();
    const [row] = await ctx.db
      .insert(rfmModels)
      .values({ name, scoring, isDefault: first === undefined, createdAt: now, updatedAt: now })
      .returning();
    if (!row) throw conflict("The model was not stored. Try again.");
    await noteBase(ctx, row.id, name, scoring.base);
    ctx.audit({ subjectType: "rfm_model", subjectId: row.id, changes: { name, scoring } });
    await announceRun(ctx, row.id);
    return viewOf(row);
  },
});

/** Another scoring is computed at once; new names of segments change nothing but what is shown. */
export const updateModel = command({
  name: "rfm.update-model",
  permission: "segments:write",
  input: modelChanges,
  async run(ctx, { id, isDefault, ...changes }): Promise<RfmModelView> {
    const before = await lockModel(ctx.db, id);
    if (!before) throw notFound("RFM model", id);
    if (changes.scoring?.base) await loadOthers(ctx.db, changes.scoring.base);
    if (isDefault)
      await ctx.db
        .update(rfmModels)
        .set({ isDefault: false })
        .where(and(eq(rfmModels.isDefault, true), ne(rfmModels.id, id)));
    const [row] = await ctx.db
      .update(rfmModels)
      .set({ ...changes, ...(isDefault ? { isDefault } : {}), updatedAt: ctx.clock.now() })
      .where(eq(rfmModels.id, id))
      .returning();
    if (!row) throw notFound("RFM model", id);
    if (changes.scoring) await noteBase(ctx, id, row.name, changes.scoring.base);
    else if (row.name !== before.name) await renameUser(ctx.db, { kind: "rfm_model", id, label: row.name });
    ctx.audit({ subjectType: "rfm_model", subjectId: id, changes: { ...changes, isDefault } });
    if (changes.scoring) await announceRun(ctx, id);
    return viewOf(row);
  },
});

export const deleteModel = command({
  name: "rfm.delete-model",
  permission: "segments:write",
  input: modelId,
  async run(ctx, { id }): Promise<{ id: string }> {
    const model = await lockModel(ctx.db, id);
    if (!model) throw notFound("RFM model", id);
    if (model.isDefault) throw conflict("The default model stays. Make another one the default first.");
    await refuseWhileUsed(ctx.db, { kind: "rfm_model", id }, `The RFM model "${model.name}"`);
    await forgetUsages(ctx.db, { kind: "rfm_model", id });
    await ctx.db.delete(rfmModels).where(eq(rfmModels.id, id));
    ctx.audit({ subjectType: "rfm_model", subjectId: id, changes: { name: model.name } });
    return { id };
  },
});

/** Asks for a computation; it runs in the background. */
export const requestRun = command({
  name: "rfm.request-run",
  permission: "segments:write",
  input: runRequest,
  async run(ctx, { id, asOf }): Promise<{ id: string }> {
    if (!(await findModel(ctx.db, id))) throw notFound("RFM model", id);
    await announceRun(ctx, id, asOf);
    return { id };
  },
});
