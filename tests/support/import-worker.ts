/** A process that works on one import until it is done or killed: `node --import tsx tests/support/import-worker.ts <id>`. */
import { db } from "@/server/db/client";
import { advanceImport } from "@/server/domain/integrations";
import { systemClock } from "@/server/platform/clock";
import { logger } from "@/server/platform/logger";

const [importId = ""] = process.argv.slice(2);
const ctx = {
  actor: { kind: "system", label: "worker" } as const,
  door: "job" as const,
  clock: systemClock,
  db: db(),
  log: logger,
};
console.info("working");
while (!(await advanceImport(ctx, importId, 1000)).done);
await db().$client.end();
