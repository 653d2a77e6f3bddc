/** Every function of the product. Append yours: one line per domain file. */
import type { InngestFunction } from "inngest";
import { usesExternalInngest } from "@/server/platform/env";
import { forgetAnswersHourly } from "./account";
import { attributePurchases } from "./analytics";
import { runBulkJob } from "./bulk";
import { pruneBusDaily } from "./bus";
import { ringAlarm, runCohort, watchChangedCarts, watchNewMoves } from "./campaigns";
import { exportsOnSchedule, runExport } from "./exports";
import { matchRegionsAgain, workOnField } from "./fields";
import { checkFiles, checkFilesOnSchedule } from "./files";
import { compareEverybody, mergeOrderedPairs, refreshDuplicateSuggestions } from "./identity";
import { runImport, sweepOldImports, undoLoad } from "./integrations";
import { dispatchMessages } from "./messages";
import { predictNightly, refreshMetricsDaily, refreshMetricsOnChange } from "./metrics";
import { relayOnSchedule } from "./outbox";
import { applyRetentionDaily, erasePerson } from "./privacy";
import { checkMailDomains, countQualityNightly, followOnSchedule, reviewSuggestions } from "./quality";
import { reconcile } from "./reconcile";
import { runRfmNightly, runRfmOnDemand } from "./rfm";
import { followSegmentsOnSchedule } from "./segments";
import { expireTags } from "./tags";
import { consumeLogOnSchedule, pruneTrackingDaily } from "./tracking";
import { deliverWebhooksOnSchedule, pruneWebhooksDaily } from "./webhooks";

export const functions: readonly InngestFunction.Any[] = [
  reconcile,
  runCohort,
  ringAlarm,
  watchChangedCarts,
  watchNewMoves,
  dispatchMessages,
  runBulkJob,
  expireTags,
  attributePurchases,
  runImport,
  sweepOldImports,
  undoLoad,
  runExport,
  exportsOnSchedule,
  checkFiles,
  checkFilesOnSchedule,
  workOnField,
  matchRegionsAgain,
  refreshDuplicateSuggestions,
  mergeOrderedPairs,
  compareEverybody,
  erasePerson,
  applyRetentionDaily,
  reviewSuggestions,
  countQualityNightly,
  checkMailDomains,
  refreshMetricsOnChange,
  refreshMetricsDaily,
  predictNightly,
  runRfmOnDemand,
  runRfmNightly,
  pruneTrackingDaily,
  forgetAnswersHourly,
  pruneWebhooksDaily,
  pruneBusDaily,
  ...(usesExternalInngest()
    ? [
        relayOnSchedule,
        consumeLogOnSchedule,
        followOnSchedule,
        followSegmentsOnSchedule,
        deliverWebhooksOnSchedule,
      ]
    : []),
];
