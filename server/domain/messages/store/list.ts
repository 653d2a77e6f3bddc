import { eq, type SQL, sql } from "drizzle-orm";
import { arrayParam, instantParam, type Queryable } from "@/server/db/client";
import { campaigns, campaignVersions, customers, messages as m, templates } from "@/server/db/schema";
import { parsePublicId } from "@/server/platform/ids";
import type { Position } from "../cursor";
import type { Channel, MessageState, Reaction, SourceKind } from "../model";
import type { ListMessages, MessageFilter } from "../schema";

const columns = {
  id: m.id,
  customerId: m.customerId,
  customerName: sql<string>`coalesce(nullif(trim(concat_ws(' ', ${customers.firstName}, ${customers.lastName})), ''), ${customers.email}, '')`,
  channel: sql<Channel>`${m.channel}`,
  state: sql<MessageState>`${m.state}`,
  reason: m.reason,
  detail: m.detail,
  subject: m.subject,
  address: m.address,
  sourceKind: sql<SourceKind>`${m.sourceKind}`,
  sourceId: m.sourceId,
  /** The campaign's name, or the letter's for a test. */
  sourceName: sql<
    string | null
  >`coalesce(${campaigns.name}, case when ${m.sourceKind} = 'test' then ${templates.name} end)`,
  sourceVersion: m.sourceVersion,
  nodeId: m.nodeId,
  /** What the step is called in the version that planned it; empty where nobody named it. */
  nodeName: sql<
    string | null
  >`(select node->>'name' from ${campaignVersions} v, jsonb_array_elements(v.graph->'nodes') node
    where v.campaign_id = ${campaigns.id} and v.version = ${m.sourceVersion} and node->>'id' = ${m.nodeId} limit 1)`,
  templateName: templates.name,
  category: m.category,
  isTransactional: m.isTransactional,
  templateId: m.templateId,
  templateVersion: m.templateVersion,
  provider: m.provider,
  providerMessageId: m.providerMessageId,
  attempts: m.attempts,
  notBefore: m.notBefore,
  plannedAt: m.plannedAt,
  createdAt: m.createdAt,
  sentAt: m.acceptedAt,
  deliveredAt: m.deliveredAt,
  failedAt: m.failedAt,
  openedAt: m.firstOpenedAt,
  clickedAt: m.firstClickedAt,
  machineOpenedAt: m.machineOpenedAt,
  machineClickedAt: m.machineClickedAt,
  unsubscribedAt: m.unsubscribedAt,
  complainedAt: m.complainedAt,
};

const selected = (db: Queryable) =>
  db
    .select({ ...columns, position: sql<string>`${m.createdAt}::text` })
    .from(m)
    .leftJoin(customers, eq(customers.id, m.customerId))
    .leftJoin(campaigns, sql`${m.sourceKind} = 'campaign' and ${campaigns.id}::text = ${m.sourceId}`)
    .leftJoin(templates, eq(templates.id, m.templateId));

/** A message as people see it. */
export type MessageRow = Omit<Awaited<ReturnType<typeof selected>>[number], "position">;

/** One page, newest first; one row more than asked says that there is another. */
export async function selectMessages(
  db: Queryable,
  filter: ListMessages,
  after: Position | undefined,
): Promise<{ row: MessageRow; position: Position }[]> {
  const conditions = [...conditionsOf(filter)];
  if (after) conditions.push(sql`(${m.createdAt}, ${m.id}) < (${after.at}::timestamptz, ${after.id}::uuid)`);
  const rows = await selected(db)
    .where(conditions.length > 0 ? sql.join(conditions, sql` and `) : undefined)
    .orderBy(sql`${m.createdAt} desc, ${m.id} desc`)
    .limit(filter.limit + 1);
  return rows.map(({ position, ...row }) => ({ row, position: { at: position, id: row.id } }));
}

export async function selectMessage(db: Queryable, id: string): Promise<MessageRow | undefined> {
  const [found] = await selected(db).where(eq(m.id, id));
  if (!found) return undefined;
  const { position, ...row } = found;
  return row;
}

/** How many match, counted no further than `upTo`. */
export async function countRows(db: Queryable, filter: MessageFilter, upTo: number): Promise<number> {
  const conditions = [...conditionsOf(filter)];
  const [row] = await db.execute<{ count: number }>(sql`
    select count(*)::int as count from (
      select 1 from ${m} left join ${customers} on ${customers.id} = ${m.customerId}
      where ${conditions.length > 0 ? sql.join(conditions, sql` and `) : sql`true`} limit ${upTo}::int
    ) matching`);
  return row?.count ?? 0;
}

const reacted: Record<Reaction, SQL> = {
  opened: sql`${m.firstOpenedAt} is not null`,
  clicked: sql`${m.firstClickedAt} is not null`,
  unsubscribed: sql`${m.unsubscribedAt} is not null`,
  complained: sql`${m.complainedAt} is not null`,
};

function* conditionsOf(filter: MessageFilter): Generator<SQL> {
  if (filter.states.length > 0) yield sql`${m.state} = any(${arrayParam(filter.states, "text")})`;
  if (filter.sourceKind) yield sql`${m.sourceKind} = ${filter.sourceKind}`;
  if (filter.sourceId) yield sql`${m.sourceId} = ${filter.sourceId}`;
  if (filter.nodeId) yield sql`${m.nodeId} = ${filter.nodeId}`;
  if (filter.channel) yield sql`${m.channel} = ${filter.channel}`;
  if (filter.customerId) yield sql`${m.customerId} = ${filter.customerId}`;
  if (filter.reason) yield sql`${m.reason} = ${filter.reason}`;
  if (filter.reaction) yield reacted[filter.reaction];
  if (filter.from) yield sql`${m.createdAt} >= ${instantParam(filter.from)}`;
  if (filter.to) yield sql`${m.createdAt} < ${instantParam(filter.to)}`;
  if (filter.search) yield matching(filter.search);
}

const uuid = /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/i;

function matching(search: string): SQL {
  if (uuid.test(search)) return sql`${m.id} = ${search}::uuid`;
  const id = /^(cus_)?\d+$/.test(search) ? parsePublicId("customer", search) : undefined;
  if (id !== undefined) return sql`${m.customerId} = ${id}`;
  const pattern = `%${search.replace(/[\\%_]/g, "\\$&")}%`;
  return sql`(${m.address} ilike ${pattern} or ${m.subject} ilike ${pattern}
    or concat_ws(' ', ${customers.firstName}, ${customers.lastName}) ilike ${pattern})`;
}
