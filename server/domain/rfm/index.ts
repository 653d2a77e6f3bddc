/**
 * RFM: who bought recently (R), often (F) and for much (M).
 *
 * A model says how: groups an axis (3 to 10), the period, equal groups or fixed bounds, and whom it is about. A run
 * scores everybody by one statement, notes who changed cells (`rfm_moves`), and keeps sizes, sums and the ranges of each
 * score (`rfm_runs`). No purchase in the period: no score. Scores of the same model and the same purchases are always
 * the same; equal values always share a score (the rule is told at `scoresQuery`).
 *
 * Recency counts whole days of the project's zone; frequency counts visits, not receipts: the days with a purchase.
 * The named segments are a reading of R and F on a scale of five; M says who of them is worth most.
 */
export { createModel, deleteModel, requestRun, updateModel } from "./commands";
export { ensureDefaultModel } from "./default-model";
export { type RfmRunFinished, type RfmRunRequested, rfmRunFinished, rfmRunRequested } from "./events";
export { nightlyModels } from "./nightly";
export { previewRfm, type RfmLine } from "./preview";
export {
  getMigrations,
  getReport,
  listModels,
  type Migration,
  type MigrationReport,
  type RfmModelView,
  type RfmReport,
  type SegmentSize,
} from "./queries";
export { lastWholeDay, type RfmRunResult, runRfm } from "./run";
export { scoresQuery } from "./score-sql";
