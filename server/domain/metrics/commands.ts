import { lockDefinitions, metricChanged } from "@/server/domain/segments";
import { measuredAs } from "@/server/domain/segments/conditions/metric";
import { command } from "@/server/kernel/command";
import { refuseWhileUsed, usagesOf } from "@/server/kernel/usages";
import { conflict, invalid, notFound } from "@/server/platform/errors";
import { findOwnByCode, insertOwn, listOwn, lockOwn, removeOwn, saveOwn } from "./own-store";
import { type OwnMetric, viewOf } from "./queries";
import { maxOwnMetrics, metricChanges, metricId, newMetric } from "./schema";

const taken = (code: string) =>
  invalid(`code: There is a metric ${code} already. Choose another code.`, [
    { path: "code", message: "There is a metric of this code already." },
  ]);

export const createMetric = command({
  name: "metrics.create",
  permission: "segments:write",
  input: newMetric,
  async run(ctx, { code, name, description, definition }): Promise<OwnMetric> {
    await lockDefinitions(ctx.db);
    const all = await listOwn(ctx.db);
    if (all.length >= maxOwnMetrics)
      throw conflict(
        `There may be at most ${maxOwnMetrics} metrics of your own. Delete one that nothing uses.`,
      );
    if (all.some((one) => one.code === code)) throw taken(code);
    const now = ctx.clock.now();
    const row = await insertOwn(ctx.db, {
      code,
      name,
      description,
      definition,
      createdBy: ctx.actor.kind === "user" ? ctx.actor.id : null,
      createdAt: now,
      updatedAt: now,
    });
    ctx.audit({ subjectType: "metric", subjectId: row.id, changes: { code, name, definition } });
    return viewOf(row);
  },
});

/** What uses a metric goes on with its new definition, as long as that gives values of the same type. */
export const updateMetric = command({
  name: "metrics.update",
  permission: "segments:write",
  input: metricChanges,
  async run(ctx, { id, code, definition, ...texts }): Promise<OwnMetric> {
    await lockDefinitions(ctx.db);
    const row = await lockOwn(ctx.db, id);
    if (!row) throw notFound("metric", id);
    const before = viewOf(row);
    const isRenamed = code !== undefined && code !== before.code;
    if (isRenamed) {
      if (await findOwnByCode(ctx.db, code)) throw taken(code);
      await refuseWhileUsed(
        ctx.db,
        { kind: "metric", id: before.code },
        `The code of the metric "${before.name}"`,
      );
    }
    const isRedefined =
      definition !== undefined && JSON.stringify(definition) !== JSON.stringify(before.definition);
    if (isRedefined && measuredAs(definition).type !== before.type) {
      const [place] = await usagesOf(ctx.db, [{ kind: "metric", id: before.code }]);
      if (place)
        throw conflict(
          `The metric "${before.name}" is compared as a ${before.type} by ${place.kind.replaceAll("_", " ")} "${place.label}". Make another metric instead, or take it out there first.`,
        );
    }
    const after = await saveOwn(ctx.db, id, {
      ...(code === undefined ? {} : { code }),
      ...(texts.name === undefined ? {} : { name: texts.name }),
      ...(texts.description === undefined ? {} : { description: texts.description }),
      ...(isRedefined ? { definition, version: before.version + 1 } : {}),
      updatedAt: ctx.clock.now(),
    });
    if (isRedefined) await metricChanged(ctx.db, after.code);
    ctx.audit({
      subjectType: "metric",
      subjectId: id,
      changes: {
        ...(isRenamed ? { code: { from: before.code, to: code } } : {}),
        ...(texts.name === undefined || texts.name === before.name
          ? {}
          : { name: { from: before.name, to: texts.name } }),
        ...(isRedefined ? { definition: { from: before.definition, to: definition } } : {}),
      },
    });
    return viewOf(after);
  },
});

export const deleteMetric = command({
  name: "metrics.delete",
  permission: "segments:write",
  input: metricId,
  async run(ctx, { id }): Promise<{ id: string }> {
    await lockDefinitions(ctx.db);
    const row = await lockOwn(ctx.db, id);
    if (!row) throw notFound("metric", id);
    await refuseWhileUsed(ctx.db, { kind: "metric", id: row.code }, `The metric "${row.name}"`);
    await removeOwn(ctx.db, id);
    ctx.audit({ subjectType: "metric", subjectId: id, changes: { code: row.code, name: row.name } });
    return { id };
  },
});
