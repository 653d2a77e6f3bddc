import { db } from "@/server/db/client";
import type { Context } from "@/server/kernel/context";
import { systemClock } from "@/server/platform/clock";
import { logger } from "@/server/platform/logger";
import { createLinksDoor } from "./door";

const log = logger.child({ part: "links" });

/** Whoever holds the link acts as the customer it was made for. */
const contextOf = (network: string): Context => ({
  actor: { kind: "customer", id: "", label: "the holder of a letter's link" },
  door: "links",
  clock: systemClock,
  db: db(),
  log,
  network,
});

export const linksDoor = createLinksDoor({ context: contextOf });
