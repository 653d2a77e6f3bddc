import { sql } from "drizzle-orm";
import type { Queryable } from "@/server/db/client";
import type { Context } from "@/server/kernel/context";
import { linkParameter, visitorLinkToken } from "./link-token";

const freshMs = 5_000;
let known: { hosts: readonly string[]; at: number } | undefined;

/** Hosts of the retailer's own sites, remembered for a few seconds: every click asks. */
async function ownHosts(db: Queryable, now: number): Promise<readonly string[]> {
  if (known && now - known.at < freshMs && now >= known.at) return known.hosts;
  const rows = await db.execute<{ host: string }>(sql`
    select distinct lower(regexp_replace(host, ':\\d+$', '')) as host
    from sources, unnest(own_domains || coalesce(array[domain], '{}')) as host where is_active and host is not null`);
  known = { hosts: rows.map((row) => row.host), at: now };
  return known.hosts;
}

/**
 * Where a letter's link leads, with the token that says who clicked: only to the retailer's own sites, so that nobody else
 * ever sees one. Any trouble costs the token, never the click.
 */
export async function withVisitorLink(ctx: Context, url: string, customerId: number): Promise<string> {
  try {
    const now = ctx.clock.now();
    const target = new URL(url);
    const hosts = await ownHosts(ctx.db, now.getTime());
    if (!hosts.some((host) => target.hostname === host || target.hostname.endsWith(`.${host}`))) return url;
    target.searchParams.set(linkParameter, visitorLinkToken(customerId, now));
    return target.href;
  } catch (error) {
    ctx.log.debug({ err: error }, "a link goes without its token");
    return url;
  }
}
