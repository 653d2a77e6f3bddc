import { eq, sql } from "drizzle-orm";
import { instantParam, type Tx } from "@/server/db/client";
import { campaignAlarms } from "@/server/db/schema";

/** An alarm that is alive has rung long before; one that is overdue by more was lost with the engine that knew it. */
const graceMs = 15_000;

/**
 * Sets the alarm unless one is set for the same moment or before. One that should have rung and did not is set anew,
 * for now. Answers when it will ring, if that has changed; whoever asked announces it.
 */
export async function armAlarm(
  tx: Tx,
  campaignId: string,
  dueAt: Date,
  now: Date,
): Promise<Date | undefined> {
  const lost = sql`alarm.due_at <= ${instantParam(new Date(now.getTime() - graceMs))}`;
  const [row] = await tx.execute<{ due_at: string }>(sql`
    insert into campaign_alarms as alarm (campaign_id, due_at, set_at)
    values (${campaignId}::uuid, ${instantParam(dueAt)}, ${instantParam(now)})
    on conflict (campaign_id) do update set
      due_at = case when ${lost} then excluded.set_at else excluded.due_at end, set_at = excluded.set_at
    where excluded.due_at < alarm.due_at or ${lost}
    returning to_char(due_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as due_at`);
  return row && new Date(row.due_at);
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
