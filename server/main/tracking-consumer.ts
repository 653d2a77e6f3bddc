import { startConsumer } from "@/server/domain/tracking";
import type { Loop } from "./loops";

/** Turns the event log into profiles, visits, carts and orders as it grows. */
export const trackingConsumer: Loop = {
  name: "tracking-consumer",
  start: ({ db, clock, log, failed }) => startConsumer({ db, clock, log }, failed),
};
