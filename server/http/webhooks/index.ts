import { db } from "@/server/db/client";
import { callbackReader } from "@/server/domain/channels";
import type { Context } from "@/server/kernel/context";
import { systemClock } from "@/server/platform/clock";
import { logger } from "@/server/platform/logger";
import { createWebhooksDoor } from "./door";

const log = logger.child({ part: "webhooks" });

const contextOf = (network: string): Context => ({
  actor: { kind: "system", label: "provider webhook" },
  door: "webhook",
  clock: systemClock,
  db: db(),
  log,
  network,
});

export const webhooksDoor = createWebhooksDoor({ context: contextOf, reader: callbackReader });
