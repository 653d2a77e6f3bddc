/**
 * The tracking door behind the real gateway, as `npm start` runs it. With BENCH_WRITE=off everything is the same but
 * for the write itself: what a request costs without the database.
 */
import { createDb } from "@/server/db/client";
import { createIngest } from "@/server/domain/tracking";
import { createGateway } from "@/server/http/gateway/server";
import { systemClock } from "@/server/platform/clock";
import { env } from "@/server/platform/env";
import { logger } from "@/server/platform/logger";

const url = env.DATABASE_URL ?? "";
if (process.env.BENCH_WRITE === "off") {
  const nothing = async () => {};
  const store = { append: nothing, probe: nothing, notify: nothing, end: nothing };
  Object.assign(globalThis, {
    __carillonIngest: createIngest({
      db: createDb({ url, poolSize: 2 }),
      url,
      clock: systemClock,
      log: logger,
      store,
    }),
  });
}
const gateway = createGateway({
  origin: "http://127.0.0.1",
  nextOrigin: "http://127.0.0.1:1",
  trustedProxies: undefined,
});
gateway.server.listen(env.PORT, "127.0.0.1");
process.on("SIGTERM", () => process.exit(0));
