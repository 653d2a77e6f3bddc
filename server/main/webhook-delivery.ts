import { startDelivery } from "@/server/domain/webhooks";
import type { Loop } from "./loops";

/** Tells addresses outside what happened here. */
export const webhookDelivery: Loop = {
  name: "webhook-delivery",
  start: ({ db, clock, log, failed }) => startDelivery({ db, clock, log }, failed),
};
