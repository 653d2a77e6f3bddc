/** Process: the public port. */
import { db } from "@/server/db/client";
import { closeProcessIngest } from "@/server/domain/tracking";
import { createGateway } from "@/server/http/gateway/server";
import { baseUrl, env } from "@/server/platform/env";
import { logger } from "@/server/platform/logger";
import { endWith } from "./lifecycle";

const gateway = createGateway({
  origin: new URL(baseUrl()).origin,
  nextOrigin: env.NEXT_ORIGIN ?? "http://127.0.0.1:3001",
  trustedProxies: env.TRUSTED_PROXIES,
  dev: env.NODE_ENV === "development",
});
gateway.server.once("error", (error) => {
  logger.fatal({ err: error }, "the gateway cannot listen");
  process.exit(1);
});
gateway.server.listen(env.PORT, () => logger.info({ port: env.PORT }, "gateway listening"));

// After an error nobody expected the process is not to be trusted: it ends, and the supervisor starts it anew. No
// request may lead here (tests/http/gateway-forms.test.ts), so the log says it at its loudest.
process.on("uncaughtExceptionMonitor", (error, origin) =>
  logger.fatal({ err: error, origin }, "the gateway ends: an error reached nobody"),
);

endWith(async () => {
  await gateway.stop(6_000);
  await closeProcessIngest();
  await db().$client.end({ timeout: 1 });
}, 7_500);
