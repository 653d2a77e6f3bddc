/**
 * A process with the tracking door and nothing else, for tests that kill it. PORT, DATABASE_URL.
 * MUTANT=ack-early acknowledges before it commits: the test that does not notice is worth nothing.
 */
import { createServer } from "node:http";
import { createDb } from "@/server/db/client";
import { createIngest } from "@/server/domain/tracking";
import { createLogStore } from "@/server/domain/tracking/ingest/log-store";
import { createTrackDoor } from "@/server/http/track/door";
import { systemClock } from "@/server/platform/clock";
import { env } from "@/server/platform/env";
import { logger } from "@/server/platform/logger";

const url = env.DATABASE_URL ?? "";
const honest = createLogStore(url, logger);
const hasty: typeof honest = {
  ...honest,
  async append(rows, rejects) {
    setTimeout(() => honest.append(rows, rejects).catch(() => {}), 100);
  },
};
const ingest = createIngest({
  db: createDb({ url, poolSize: 2 }),
  url,
  clock: systemClock,
  log: logger,
  store: process.env.MUTANT === "ack-early" ? hasty : honest,
});
const door = createTrackDoor({ ingest: () => ingest, log: logger });

createServer((req, res) => {
  const pathname = (req.url ?? "/").split("?")[0] ?? "/";
  if (door.raw && door.match(req.method ?? "GET", pathname)) door.raw(req, res, { network: "127.0.0.1" });
  else res.writeHead(404).end();
}).listen(env.PORT, "127.0.0.1");
