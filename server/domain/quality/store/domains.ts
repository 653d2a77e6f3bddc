import { sql } from "drizzle-orm";
import { arrayParam, instantParam, type Queryable, type Tx } from "@/server/db/client";

/** Domains met for the first time wait for their check. */
export async function noteDomains(tx: Tx, domains: readonly string[], now: Date): Promise<void> {
  const met = [...new Set(domains)].sort();
  if (met.length === 0) return;
  await tx.execute(sql`
    insert into mail_domains (domain, expires_at) select domain, ${instantParam(now)} from unnest(${arrayParam(met, "text")}) as domain
    on conflict do nothing`);
}

export interface DomainVerdict {
  domain: string;
  state: "accepts" | "no_mail" | "no_domain" | "unchecked";
  mxHost: string | null;
  provider: string | null;
  expiresAt: Date;
}

/** Due for asking, those with the most people first is not known cheaply: the longest waiting first. */
export async function dueDomains(
  db: Queryable,
  now: Date,
  limit: number,
): Promise<{ domain: string; attempts: number }[]> {
  return [
    ...(await db.execute<{ domain: string; attempts: number }>(sql`
      select domain, attempts from mail_domains where expires_at <= ${instantParam(now)} order by expires_at, domain limit ${limit}`)),
  ];
}

/** Keeps answers, and gives the people of each domain the provider that its servers tell. */
export async function saveVerdicts(tx: Tx, verdicts: readonly DomainVerdict[], now: Date): Promise<void> {
  const rows = sql`jsonb_to_recordset(${JSON.stringify(verdicts)}::text::jsonb) as r(domain text, state text, "mxHost" text,
    provider text, "expiresAt" timestamptz)`;
  await tx.execute(sql`
    update mail_domains d set
      state = case when r.state = 'unchecked' then d.state else r.state end,
      mx_host = case when r.state = 'unchecked' then d.mx_host else r."mxHost" end,
      provider = case when r.state = 'unchecked' then d.provider else r.provider end,
      checked_at = case when r.state = 'unchecked' then d.checked_at else ${instantParam(now)} end,
      attempts = case when r.state = 'unchecked' then least(d.attempts + 1, 100) else 0 end,
      expires_at = r."expiresAt"
    from ${rows} where d.domain = r.domain`);
  await tx.execute(sql`
    update customer_quality q set email_provider = r.provider
    from ${rows} where q.email_domain = r.domain and r.provider is not null and q.email_provider = 'other'`);
}

/** People with addresses in these domains that are not yet (or still) known to be dead. */
export async function peopleOfDomains(
  db: Queryable,
  domains: readonly string[],
  isDead: boolean,
  limit: number,
): Promise<{ customerId: number; email: string }[]> {
  if (domains.length === 0) return [];
  const rows = await db.execute<{ id: number; email: string }>(sql`
    select c.id, c.email from customer_quality q join customers c on c.id = q.customer_id
    where q.email_domain = any(${arrayParam([...domains], "text")}) and c.email is not null
      and ${isDead ? sql`c.email_code < 30` : sql`c.email_code = 39`}
    order by c.id limit ${limit}`);
  return rows.map((row) => ({ customerId: row.id, email: row.email }));
}
