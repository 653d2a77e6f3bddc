import { sql } from "drizzle-orm";
import { arrayParam, instantParam, type Queryable, toDate, toDateOrNull } from "@/server/db/client";

export interface ListedTag {
  id: string;
  name: string;
  color: string;
}
export interface CustomerListItem {
  id: number;
  externalId: string | null;
  email: string | null;
  phone: string | null;
  emailCode: number;
  phoneCode: number;
  firstName: string | null;
  middleName: string | null;
  lastName: string | null;
  gender: string | null;
  birthOn: string | null;
  country: string | null;
  region: string | null;
  city: string | null;
  zip: string | null;
  locale: string | null;
  timeZone: string | null;
  registeredAt: Date | null;
  createdVia: string;
  createdAt: Date;
  lastSeenAt: Date | null;
  purchases: number;
  revenueMinor: number;
  firstPurchaseAt: Date | null;
  lastPurchaseAt: Date | null;
  tags: ListedTag[];
  /** Only the custom fields that were asked for. */
  attributes: Record<string, unknown>;
}

interface Row extends Record<string, unknown> {
  id: number;
  created_at: string;
  last_seen_at: string | null;
  registered_at: string | null;
  first_purchase_at: string | null;
  last_purchase_at: string | null;
  tags: ListedTag[] | null;
  attributes: Record<string, unknown> | null;
}

/** What the list shows of these people, in the order given. */
export async function loadRows(
  db: Queryable,
  ids: readonly number[],
  attributes: readonly string[],
  now: Date,
): Promise<CustomerListItem[]> {
  if (ids.length === 0) return [];
  const chosen =
    attributes.length > 0
      ? sql`(select jsonb_object_agg(a.code, c.attributes -> a.code) from unnest(${arrayParam([...attributes], "text")}) as a(code)
          where c.attributes ? a.code)`
      : sql`null::jsonb`;
  const rows = await db.execute<Row>(sql`
    select c.id, c.external_id, c.email, c.phone, c.email_code, c.phone_code, c.first_name, c.middle_name, c.last_name,
      c.gender, c.birth_on::text as birth_on, c.country, c.region, c.city, c.zip, c.locale, c.time_zone, c.registered_at,
      c.created_via, c.created_at, c.last_seen_at, coalesce(m.purchases, 0) as purchases,
      coalesce(m.revenue_minor, 0) as revenue_minor, m.first_purchase_at, m.last_purchase_at, ${chosen} as attributes,
      (select jsonb_agg(jsonb_build_object('id', g.id, 'name', g.name, 'color', g.color) order by g.name)
        from customer_tags t join tags g on g.id = t.tag_id
        where t.customer_id = c.id and (t.expires_at is null or t.expires_at > ${instantParam(now)})) as tags
    from unnest(${arrayParam([...ids], "bigint")}) with ordinality as w(id, place)
    join customers c on c.id = w.id left join customer_metrics m on m.customer_id = w.id
    order by w.place`);
  return rows.map(itemOf);
}

function itemOf(row: Row): CustomerListItem {
  const text = (name: string) => (row[name] ?? null) as string | null;
  const number = (name: string) => Number(row[name] ?? 0);
  return {
    id: row.id,
    externalId: text("external_id"),
    email: text("email"),
    phone: text("phone"),
    emailCode: number("email_code"),
    phoneCode: number("phone_code"),
    firstName: text("first_name"),
    middleName: text("middle_name"),
    lastName: text("last_name"),
    gender: text("gender"),
    birthOn: text("birth_on"),
    country: text("country"),
    region: text("region"),
    city: text("city"),
    zip: text("zip"),
    locale: text("locale"),
    timeZone: text("time_zone"),
    registeredAt: toDateOrNull(row.registered_at),
    createdVia: text("created_via") ?? "",
    createdAt: toDate(row.created_at),
    lastSeenAt: toDateOrNull(row.last_seen_at),
    purchases: number("purchases"),
    revenueMinor: number("revenue_minor"),
    firstPurchaseAt: toDateOrNull(row.first_purchase_at),
    lastPurchaseAt: toDateOrNull(row.last_purchase_at),
    tags: row.tags ?? [],
    attributes: row.attributes ?? {},
  };
}
