import { startBus } from "@/server/domain/bus";
import type { Loop } from "./loops";

/** Reads the queues of message buses, where there are any. */
export const busConsumer: Loop = {
  name: "bus-consumer",
  start: ({ db, clock, log, failed }) => startBus({ db, clock, log }, failed),
};
