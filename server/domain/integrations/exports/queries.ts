import { query } from "@/server/kernel/command";
import { notFound } from "@/server/platform/errors";
import { judgeExport } from "./commands";
import type { ExportListName } from "./lists";
import { listsByName } from "./lists";
import * as schema from "./schema";
import {
  type ExportRecord,
  type ExportStatus,
  findExport,
  lastOfSchedules,
  pageOfExports,
  readSchedules,
  type ScheduleRecord,
} from "./store";

export interface ExportView {
  id: string;
  list: ExportListName;
  fileName: string;
  status: ExportStatus;
  isCancelling: boolean;
  rows: { total: number | null; done: number };
  bytes: number;
  error: string | null;
  /** Made for a delivery, or delivered once. */
  isDelivered: boolean;
  /** The file can be fetched. */
  canDownload: boolean;
  expiresAt: Date | null;
  createdBy: string | null;
  createdAt: Date;
  finishedAt: Date | null;
}
export const exportView = (record: ExportRecord): ExportView => ({
  id: record.id,
  list: record.list,
  fileName: record.fileName,
  status: record.status,
  isCancelling: record.cancelRequestedAt !== null && record.finishedAt === null,
  rows: { total: record.rowsTotal, done: record.rowsDone },
  bytes: record.bytes,
  error: record.error,
  isDelivered: record.delivery !== null,
  canDownload: record.status === "succeeded" && record.parts.length > 0,
  expiresAt: record.expiresAt,
  createdBy: record.createdBy,
  createdAt: record.createdAt,
  finishedAt: record.finishedAt,
});

export interface ScheduleView {
  id: string;
  name: string;
  list: ExportListName;
  sourceId: string;
  folder: string;
  everyMinutes: number;
  state: "active" | "paused";
  nextAt: Date | null;
  last: ExportView | null;
  createdBy: string | null;
}
export const scheduleView = (record: ScheduleRecord, last: ExportRecord | undefined): ScheduleView => ({
  id: record.id,
  name: record.name,
  list: record.list,
  sourceId: record.sourceId,
  folder: record.folder,
  everyMinutes: record.everyMinutes,
  state: record.state,
  nextAt: record.state === "active" ? record.nextAt : null,
  last: last ? exportView(last) : null,
  createdBy: record.createdBy,
});

/** Up to this many rows are streamed at once; more become a file in the background. */
export const streamedRows = 5_000;

/** What an export would hold: its columns, and how many rows if that is known. */
export const describeExport = query({
  name: "integrations.describe-export",
  permission: "customers:export",
  input: schema.exportWhat,
  async run(ctx, what) {
    const { list, filters } = await judgeExport(ctx, what);
    const rows = await listsByName[list].count(ctx, filters);
    return {
      columns: await listsByName[list].columns(ctx),
      rows,
      isSmall: rows !== null && rows <= streamedRows,
    };
  },
});

export const getExport = query({
  name: "integrations.get-export",
  permission: "customers:export",
  input: schema.exportId,
  async run(ctx, { id }): Promise<ExportView> {
    const record = await findExport(ctx.db, id);
    if (!record) throw notFound("export", id);
    return exportView(record);
  },
});

export const listExports = query({
  name: "integrations.list-exports",
  permission: "customers:export",
  input: schema.listExports,
  async run(ctx, { limit, before }): Promise<{ items: ExportView[]; nextBefore: string | null }> {
    const rows = await pageOfExports(ctx.db, limit + 1, before, undefined);
    const items = rows.slice(0, limit);
    return {
      items: items.map(exportView),
      nextBefore: rows.length > limit ? (items.at(-1)?.id ?? null) : null,
    };
  },
});

export const listExportSchedules = query({
  name: "integrations.list-export-schedules",
  permission: "customers:export",
  input: schema.nothing,
  async run(ctx): Promise<{ items: ScheduleView[] }> {
    const last = new Map((await lastOfSchedules(ctx.db)).map((one) => [one.scheduleId, one]));
    return { items: (await readSchedules(ctx.db)).map((one) => scheduleView(one, last.get(one.id))) };
  },
});
