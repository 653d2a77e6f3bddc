import type { Db } from "@/server/db/client";
import { isMigrated } from "@/server/db/migrate";
import { logger } from "@/server/platform/logger";

export type Health = { status: "ok" } | { status: "unavailable"; reason: string };

const slowestMs = 3_000;

/** Healthy means: the database answers in time and carries every migration of this build. */
export async function checkHealth(db: Db): Promise<Health> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<"late">((resolve) => {
    timer = setTimeout(resolve, slowestMs, "late");
  });
  try {
    const migrated = await Promise.race([isMigrated(db), late]);
    if (migrated === "late")
      return { status: "unavailable", reason: "The database does not answer in time." };
    if (!migrated) return { status: "unavailable", reason: "Database migrations are pending." };
    return { status: "ok" };
  } catch (error) {
    logger.debug({ err: error }, "health check failed");
    return { status: "unavailable", reason: "The database does not answer." };
  } finally {
    clearTimeout(timer);
  }
}
