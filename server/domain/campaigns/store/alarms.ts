import { eq, sql } from "drizzle-orm";
import { instantParam, type Tx } from "@/server/db/client";
import { campaignAlarms } from "@/server/db/schema";

/** Sets the alarm unless one is set for the same moment or before; true when it did. */
export async function armAlarm(tx: Tx, campaignId: string, dueAt: Date, now: Date): Promise<boolean> {
  const rows = await tx.execute(sql`
    insert into campaign_alarms as alarm (campaign_id, due_at, set_at)
    values (${campaignId}::uuid, ${instantParam(dueAt)}, ${instantParam(now)})
    on conflict (campaign_id) do update set due_at = excluded.due_at, set_at = excluded.set_at
    where excluded.due_at < alarm.due_at
    returning 1`);
  return rows.length > 0;
}

/** The campaign's alarm, held: one scan at a time. */
export async function lockAlarm(tx: Tx, campaignId: string): Promise<Date | undefined> {
  const [row] = await tx
    .select()
    .from(campaignAlarms)
    .where(eq(campaignAlarms.campaignId, campaignId))
    .for("update");
  return row?.dueAt;
}

export async function clearAlarm(tx: Tx, campaignId: string): Promise<void> {
  await tx.delete(campaignAlarms).where(eq(campaignAlarms.campaignId, campaignId));
}
