import { type SQL, sql } from "drizzle-orm";
import { type FrequencyCap, hardContactCode } from "../model";

/**
 * The gates before a provider is asked, as one CASE that gives the first reason against, or null. Asked twice: when
 * a message is planned, and again in the very statement that claims it, so that nothing is claimed after the commit
 * of an opt-out. Needs `m` (the message or the would-be message), `c` (the customer or null), `whole` and `topic`
 * (her subscriptions to the channel and to the category, or null).
 */
export const gateReason = (options: { subscribedByDefault: boolean; cap?: SQL }): SQL => sql`case
    when c.id is null or c.state <> 'active' then 'customer_gone'
    when c.email is null or c.email = '' then 'no_contact'
    when c.email_code >= ${sql.raw(String(hardContactCode))} then 'invalid_contact'
    when ${isOff(sql`whole.state`, options.subscribedByDefault)} then 'unsubscribed_channel'
    when not m.is_transactional and m.category <> ''
      and ${isOff(sql`topic.state`, options.subscribedByDefault)} then 'unsubscribed_category'
    ${options.cap ? sql`when not m.is_transactional and ${options.cap} then 'frequency_cap'` : sql.empty()}
  end`;

/** Pending (double opt-in not confirmed) is off; unknown follows the project's default. */
const isOff = (state: SQL, subscribedByDefault: boolean): SQL =>
  sql`coalesce(${state}, ${sql.raw(subscribedByDefault ? "'subscribed'" : "'unknown'")}) <> 'subscribed'`;

export const gateJoins = sql`
  left join customers c on c.id = m.customer_id
  left join subscriptions whole on whole.customer_id = m.customer_id and whole.channel = m.channel and whole.category = ''
  left join subscriptions topic on topic.customer_id = m.customer_id and topic.channel = m.channel
    and topic.category = m.category and m.category <> ''`;

/** True when one more message would break a cap. Counts what was sent or is about to be; tests and service messages do not count. */
export function overCap(caps: readonly FrequencyCap[]): SQL | undefined {
  if (caps.length === 0) return undefined;
  return sql`(${sql.join(
    caps.map(
      (cap) => sql`(m.nth + (select count(*) from messages earlier
        where earlier.customer_id = m.customer_id and earlier.channel = m.channel
          and earlier.planned_at > m.planned_at - make_interval(hours => ${cap.hours}::int) and earlier.planned_at <= m.planned_at
          and earlier.id <> m.id and not earlier.is_transactional and earlier.source_kind <> 'test'
          and earlier.state in ('planned', 'claimed', 'accepted', 'delivered', 'uncertain'))) > ${cap.messages}::int`,
    ),
    sql` or `,
  )})`;
}
