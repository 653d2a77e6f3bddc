/** What this domain tells others. */
export const rfmRunRequested = "rfm/run.requested";
export interface RfmRunRequested {
  modelId: string;
  /** Day from whose end one looks back. */
  asOf: string;
}
export const rfmRunFinished = "rfm/run.finished";
export interface RfmRunFinished {
  modelId: string;
  runId: number;
  moved: number;
}
