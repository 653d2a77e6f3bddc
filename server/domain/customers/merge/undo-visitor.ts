import { sql } from "drizzle-orm";
import type { Tx } from "@/server/db/client";
import type { Undoing } from "./undo-rows";

/**
 * What a browser did before anybody signed in on it becomes nobody's again (`origin_id` says what that was). The browser
 * gets a new number when it next comes, so that signing in again does not bring this past back.
 */
export async function separateVisitor(tx: Tx, { donorId, ownerId, mergeId }: Undoing) {
  await tx.execute(sql`
    update visitors set customer_id = null, joined_at = null, joined_by = null, anonymous_id = anonymous_id || '#' || ${mergeId}::bigint
    where id = ${donorId} and customer_id = ${ownerId}`);
  const events = await tx.execute(sql`
    update customer_events set customer_id = origin_id
    where origin_id = ${donorId} and customer_id = ${ownerId} returning 1`);
  const views = await tx.execute(sql`
    update product_views set customer_id = origin_id
    where origin_id = ${donorId} and customer_id = ${ownerId} returning 1`);
  // Visits that hold nothing but what went back.
  const visits = await tx.execute(sql`
    update visits v set customer_id = v.origin_id
    where v.origin_id = ${donorId} and v.customer_id = ${ownerId} and not exists (
      select 1 from customer_events e where e.customer_id = ${ownerId} and e.device_id = ${donorId}
        and e.occurred_at between v.started_at and v.last_event_at) returning 1`);
  const given = { customer_events: events.length, visits: visits.length, product_views: views.length };
  return {
    given: Object.fromEntries(Object.entries(given).filter(([, count]) => count > 0)),
    missing: {},
    keptFields: [],
    lostIdentities: [],
    cancelledLetters: 0,
    leftCampaigns: 0,
  };
}
