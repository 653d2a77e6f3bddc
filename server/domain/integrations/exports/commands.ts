import { command, invalidInput } from "@/server/kernel/command";
import { type Context, can } from "@/server/kernel/context";
import { conflict, forbidden, invalid, notFound } from "@/server/platform/errors";
import { exportRequested } from "../events";
import { findSource } from "../file-sources/store";
import type { ExportOptions } from "./csv-text";
import { type ExportListName, exportLists, listsByName } from "./lists";
import { type ExportView, exportView, type ScheduleView, scheduleView } from "./queries";
import * as schema from "./schema";
import {
  type Delivery,
  deleteSchedule,
  findSchedule,
  insertExport,
  insertSchedule,
  lockExport,
  sealFilters,
  updateExport,
  updateSchedule,
} from "./store";

/** A finished file can be fetched this long. */
export const keptDays = 7;

interface What {
  list: string;
  filters: Record<string, unknown>;
  columns: string[];
  isRaw: boolean;
  hasMark: boolean;
  isPacked: boolean;
}
export interface Judged {
  list: ExportListName;
  filters: Record<string, unknown>;
  columns: string[];
  options: ExportOptions;
}

/** Throws naming what is wrong: an unknown list, filter or column, a list the person may not read. */
export async function judgeExport(ctx: Context, what: What): Promise<Judged> {
  const list = exportLists.find((one) => one === what.list);
  if (!list)
    throw invalid(`list: use one of ${exportLists.join(", ")}.`, [{ path: "list", message: "is unknown" }]);
  const definition = listsByName[list];
  if (!can(ctx.actor, definition.permission)) throw forbidden(definition.permission);
  const filters = definition.filters.safeParse(what.filters);
  if (!filters.success) throw invalidInput(filters.error);
  const known = await definition.columns(ctx);
  const unknown = what.columns.find(
    (one) => !known.includes(one) && !(list === "customers" && one.startsWith("attributes.")),
  );
  if (unknown !== undefined)
    throw invalid(
      `columns: ${list} has no column ${JSON.stringify(unknown)}. Use some of ${known.join(", ")}.`,
      [{ path: "columns", message: "is unknown" }],
    );
  const { isRaw, hasMark, isPacked } = what;
  return {
    list,
    filters: what.filters,
    columns: what.columns.length > 0 ? what.columns : known,
    options: { isRaw, hasMark, isPacked },
  };
}

export const fileNameOf = (list: string, at: Date, isPacked: boolean): string =>
  `${list}_${at.toISOString().slice(0, 19).replace(/[-:]/g, "").replace("T", "_")}.csv${isPacked ? ".gz" : ""}`;

/** Makes a file of a list in the background. */
export const createExport = command({
  name: "integrations.create-export",
  permission: "customers:export",
  input: schema.createExport,
  async run(ctx, { delivery, ...what }): Promise<ExportView> {
    const judged = await judgeExport(ctx, what);
    if (delivery && !(await findSource(ctx.db, delivery.sourceId)))
      throw notFound("file source", delivery.sourceId);
    const record = await insertExport(ctx.db, newExport(judged, ctx, { delivery: delivery ?? null }));
    ctx.audit({
      subjectType: "export",
      subjectId: record.id,
      changes: {
        list: judged.list,
        filters: judged.filters,
        columns: judged.columns.length,
        delivery: delivery ?? null,
      },
    });
    ctx.announce({
      name: exportRequested,
      data: { exportId: record.id },
      dedupeKey: `${exportRequested}/${record.id}`,
    });
    return exportView(record);
  },
});

export function newExport(
  { list, filters, columns, options }: Judged,
  ctx: Pick<Context, "actor" | "clock">,
  more: { delivery: Delivery | null; scheduleId?: string },
) {
  const now = ctx.clock.now();
  return {
    list,
    filters: sealFilters(filters),
    columns,
    options,
    fileName: fileNameOf(list, now, options.isPacked),
    delivery: more.delivery,
    scheduleId: more.scheduleId ?? null,
    createdBy: ctx.actor.label,
    createdById: "id" in ctx.actor ? ctx.actor.id : null,
    createdAt: now,
    updatedAt: now,
  };
}

export const cancelExport = command({
  name: "integrations.cancel-export",
  permission: "customers:export",
  input: schema.exportId,
  async run(ctx, { id }): Promise<ExportView> {
    const record = await lockExport(ctx.db, id);
    if (!record) throw notFound("export", id);
    if (!["queued", "running", "delivering"].includes(record.status))
      throw conflict(`This export has ${record.status} already.`);
    const values = { cancelRequestedAt: ctx.clock.now() };
    await updateExport(ctx.db, id, values);
    ctx.audit({ subjectType: "export", subjectId: id });
    return exportView({ ...record, ...values });
  },
});

/** A list that is delivered again and again. */
export const createExportSchedule = command({
  name: "integrations.create-export-schedule",
  permission: "customers:export",
  input: schema.createSchedule,
  async run(ctx, { name, sourceId, folder, everyMinutes, firstAt, ...what }): Promise<ScheduleView> {
    // What is sent out again and again is set up by those who set up sources.
    if (!can(ctx.actor, "sources:write")) throw forbidden("sources:write");
    const judged = await judgeExport(ctx, what);
    if (!(await findSource(ctx.db, sourceId))) throw notFound("file source", sourceId);
    const now = ctx.clock.now();
    const record = await insertSchedule(ctx.db, {
      name,
      list: judged.list,
      filters: sealFilters(judged.filters),
      columns: what.columns,
      options: judged.options,
      sourceId,
      folder,
      everyMinutes,
      nextAt: firstAt ?? now,
      createdBy: ctx.actor.label,
      createdAt: now,
      updatedAt: now,
    });
    ctx.audit({
      subjectType: "export_schedule",
      subjectId: record.id,
      changes: { name, list: judged.list, everyMinutes },
    });
    return scheduleView(record, undefined);
  },
});
export const setExportScheduleState = command({
  name: "integrations.set-export-schedule-state",
  permission: "sources:write",
  input: schema.setScheduleState,
  async run(ctx, { id, isPaused }) {
    if (!(await findSchedule(ctx.db, id))) throw notFound("delivery", id);
    const now = ctx.clock.now();
    await updateSchedule(ctx.db, id, {
      state: isPaused ? "paused" : "active",
      updatedAt: now,
      ...(isPaused ? {} : { nextAt: now }),
    });
    ctx.audit({ subjectType: "export_schedule", subjectId: id, changes: { isPaused } });
    return { id };
  },
});
export const deleteExportSchedule = command({
  name: "integrations.delete-export-schedule",
  permission: "sources:write",
  input: schema.exportId,
  async run(ctx, { id }) {
    if (!(await findSchedule(ctx.db, id))) throw notFound("delivery", id);
    await deleteSchedule(ctx.db, id);
    ctx.audit({ subjectType: "export_schedule", subjectId: id });
    return { id };
  },
});
