import { type SQL, sql } from "drizzle-orm";
import { arrayParam, type Queryable, toDate } from "@/server/db/client";
import type { TimelineKind } from "./timeline";

export interface TimelineRow {
  at: Date;
  kind: TimelineKind;
  /** Unique within its kind. */
  id: string;
  data: Record<string, unknown>;
}
export interface PositionedRow extends TimelineRow {
  position: TimelinePosition;
}
/** Of the last row seen; `key` is `kind:id` and orders rows of the same moment. */
export interface TimelinePosition {
  /** As text: the database knows microseconds, a Date does not. */
  at: string;
  key: string;
}

interface Source {
  kinds: TimelineKind[];
  /** Everything of one customer in this table as (at, kind, id, data). */
  rows(customerId: number, kinds: readonly TimelineKind[]): SQL;
}

const wanted = (kinds: readonly TimelineKind[], pairs: Partial<Record<TimelineKind, SQL>>): SQL =>
  sql.join(
    Object.entries(pairs).flatMap(([kind, condition]) =>
      kinds.includes(kind as TimelineKind) ? [sql`(${condition})`] : [],
    ),
    sql` or `,
  );

/** One entry per table; each walks the customer's own rows by her key. */
const sources: Source[] = [
  {
    kinds: ["event", "page", "profile"],
    rows: (customerId, kinds) => sql`
      select occurred_at as at,
        case when type = 'track' then 'event' when type in ('page', 'screen') then 'page' else 'profile' end as kind,
        id::text as id, jsonb_build_object('type', type, 'name', name, 'properties', properties, 'context', context) as data
      from customer_events where customer_id = ${customerId}
        and (${wanted(kinds, { event: sql`type = 'track'`, page: sql`type in ('page', 'screen')`, profile: sql`type not in ('track', 'page', 'screen')` })})`,
  },
  {
    kinds: ["visit"],
    rows: (customerId) => sql`
      select started_at as at, 'visit' as kind, started_at::text || '/' || origin_id as id, jsonb_build_object('events', events,
        'pages', pages, 'lastEventAt', last_event_at, 'landingUrl', landing_url, 'referrer', referrer) as data
      from visits where customer_id = ${customerId}`,
  },
  {
    kinds: ["cart"],
    rows: (customerId) => sql`
      select last_action_at as at, 'cart' as kind, container as id, jsonb_build_object('container', container, 'state', state,
        'items', items, 'itemsCount', items_count, 'totalMinor', total_minor, 'currency', currency, 'startedAt', started_at) as data
      from carts where customer_id = ${customerId}`,
  },
  {
    kinds: ["order"],
    rows: (customerId) => sql`
      select occurred_at as at, 'order' as kind, id::text as id, jsonb_build_object('externalId', external_id, 'number', number,
        'status', status, 'totalMinor', total_minor, 'currency', currency, 'channel', channel,
        'lines', (select count(*) from order_lines l where l.customer_id = o.customer_id and l.order_id = o.id)) as data
      from orders o where customer_id = ${customerId}`,
  },
  {
    kinds: ["receipt"],
    rows: (customerId) => sql`
      select occurred_at as at, 'receipt' as kind, id::text as id, jsonb_build_object('externalId', external_id, 'number', number,
        'status', status, 'totalMinor', total_minor, 'currency', currency, 'channel', channel,
        'lines', (select count(*) from receipt_lines l where l.customer_id = r.customer_id and l.receipt_id = r.id)) as data
      from receipts r where customer_id = ${customerId}`,
  },
  {
    kinds: ["message"],
    rows: (customerId) => sql`
      select coalesce(accepted_at, failed_at, planned_at) as at, 'message' as kind, id::text as id,
        jsonb_build_object('channel', channel, 'status', state, 'reason', reason, 'detail', detail, 'subject', subject,
          'sourceKind', source_kind, 'sourceId', source_id, 'nodeId', node_id, 'plannedAt', planned_at) as data
      from messages where customer_id = ${customerId}`,
  },
  {
    kinds: ["reaction"],
    // Attempts and renderings are the message's own story; here stands what came back from the person or her mail server.
    rows: (customerId) => sql`
      select e.at, 'reaction' as kind, e.id::text as id, jsonb_build_object('reaction', e.kind, 'messageId', e.message_id,
        'isMachine', e.is_machine, 'url', e.url, 'subject', m.subject, 'channel', m.channel) as data
      from message_events e left join messages m on m.customer_id = e.customer_id and m.planned_at = e.planned_at and m.id = e.message_id
      where e.customer_id = ${customerId} and e.kind in ('delivered', 'opened', 'clicked', 'unsubscribed', 'complained', 'bounced')`,
  },
  {
    kinds: ["campaign_entered", "campaign_left"],
    rows: (customerId, kinds) => sql`
      select x.at, x.kind, p.id::text as id, jsonb_build_object('campaignId', p.campaign_id, 'campaign', c.name, 'version', p.version,
        'state', case when x.kind = 'campaign_left' then p.state end, 'reason', case when x.kind = 'campaign_left' then p.reason end) as data
      from campaign_participants p left join campaigns c on c.id = p.campaign_id
      cross join lateral (values ('campaign_entered', p.entered_at), ('campaign_left', p.finished_at)) as x(kind, at)
      where p.customer_id = ${customerId} and x.at is not null and (${wanted(kinds, { campaign_entered: sql`x.kind = 'campaign_entered'`, campaign_left: sql`x.kind = 'campaign_left'` })})`,
  },
  {
    kinds: ["consent"],
    rows: (customerId) => sql`
      select at, 'consent' as kind, id::text as id, jsonb_build_object('channel', channel, 'category', category, 'state', state,
        'source', source, 'reason', reason) as data
      from consent_log where customer_id = ${customerId}`,
  },
  {
    kinds: ["merge"],
    rows: (customerId) => sql`
      select at, 'merge' as kind, id::text as id, jsonb_build_object('donorId', donor_id, 'donorKind', donor_kind, 'rule', rule,
        'by', actor_label, 'isUndone', undone_at is not null) as data
      from customer_merges where customer_id = ${customerId}`,
  },
  {
    kinds: ["edit"],
    rows: (customerId) => sql`
      select at, 'edit' as kind, id::text as id, jsonb_build_object('action', action, 'by', actor_label, 'changes', changes) as data
      from audit_log where subject_type = 'customer' and subject_id = ${`cus_${customerId}`}
        and action <> all(${arrayParam(toldElsewhere, "text")})`,
  },
  {
    kinds: ["tag"],
    rows: (customerId) => sql`
      select t.added_at as at, 'tag' as kind, t.tag_id::text as id, jsonb_build_object('name', g.name, 'color', g.color,
        'by', t.added_by, 'expiresAt', t.expires_at) as data
      from customer_tags t join tags g on g.id = t.tag_id where t.customer_id = ${customerId}`,
  },
];

/** Changes that have an entry of their own in the timeline. */
const toldElsewhere = ["customers.set-subscription", "customers.merge", "tags.add-to-customer"];

/** Newest first, all tables as one stream: each gives its newest `limit` beyond the position, the newest of all are kept. */
export async function pageOfTimeline(
  db: Queryable,
  customerId: number,
  kinds: readonly TimelineKind[],
  before: TimelinePosition | undefined,
  limit: number,
): Promise<PositionedRow[]> {
  const key = sql`(x.kind || ':' || x.id) collate "C"`;
  const start = before
    ? sql`where x.at <= ${before.at}::timestamptz and (x.at < ${before.at}::timestamptz or ${key} < ${before.key} collate "C")`
    : sql``;
  const parts = sources
    .filter((source) => source.kinds.some((kind) => kinds.includes(kind)))
    .map(
      (source) =>
        sql`(select x.at, x.kind, x.id, x.data, ${key} as key from (${source.rows(customerId, kinds)}) x ${start} order by x.at desc, ${key} desc limit ${limit})`,
    );
  const rows = await db.execute<{
    at: string;
    kind: TimelineKind;
    id: string;
    data: Record<string, unknown>;
    exact: string;
  }>(sql`
    select at, at::text as exact, kind, id, data from (${sql.join(parts, sql` union all `)}) y order by at desc, key desc limit ${limit}`);
  return rows.map((row) => ({
    at: toDate(row.at),
    kind: row.kind,
    id: row.id,
    data: row.data,
    position: { at: row.exact, key: `${row.kind}:${row.id}` },
  }));
}
