/**
 * Exports: any list with its filters and columns as CSV. Up to 5,000 rows are streamed at once (`streamExport`); more
 * become a file in the background (`createExport`, `advanceExport`), kept for 7 days, or delivered to a file source's
 * place, once or on a schedule. A row of `exports` survives everything: pieces that are stored are not written again.
 *
 * Text is safe to open in a spreadsheet (platform/csv.ts) unless raw is asked for. Whoever exports needs
 * `customers:export` and may read the list; each export and each download is in the audit log with its count.
 */
export {
  advanceExport,
  continueExports,
  failExport,
  requeueExports,
  startDueExports,
  sweepExports,
} from "./advance";
export {
  cancelExport,
  createExport,
  createExportSchedule,
  deleteExportSchedule,
  setExportScheduleState,
} from "./commands";
export { type Download, downloadExport, streamExport } from "./download";
export {
  describeExport,
  type ExportView,
  getExport,
  listExportSchedules,
  listExports,
  type ScheduleView,
} from "./queries";
