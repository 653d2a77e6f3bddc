/** What this domain tells others. */
export const importRequested = "integrations/import.requested";
export interface ImportRequested {
  importId: string;
}
export const importFinished = "integrations/import.finished";
export interface ImportFinished {
  importId: string;
  status: "succeeded" | "failed" | "cancelled";
}
export const undoRequested = "integrations/import.undo-requested";
export interface UndoRequested {
  importId: string;
}
export const fileSourceCheckRequested = "integrations/file-source.check-requested";
export interface FileSourceCheckRequested {
  sourceId: string;
}
export const exportRequested = "integrations/export.requested";
export interface ExportRequested {
  exportId: string;
}
