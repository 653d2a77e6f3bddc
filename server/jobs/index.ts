/** Every function of the product. Append yours: one line per domain file. */
import type { InngestFunction } from "inngest";
import { usesExternalInngest } from "@/server/platform/env";
import { ringAlarm, runCohort, watchChangedCarts } from "./campaigns";
import { dispatchMessages } from "./messages";
import { relayOnSchedule } from "./outbox";
import { reconcile } from "./reconcile";

export const functions: readonly InngestFunction.Any[] = [
  reconcile,
  runCohort,
  ringAlarm,
  watchChangedCarts,
  dispatchMessages,
  ...(usesExternalInngest() ? [relayOnSchedule] : []),
];
