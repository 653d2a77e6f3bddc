import type { Load } from "./load";

const pairs = 16;

/**
 * A dozen people whom the till and the site met under other names: the same mailbox in another spelling, a phone or a card
 * both brought, the same name and birthday. They are only marked; the job finds them as it finds any.
 */
export async function loadDuplicates({ client, options }: Load): Promise<void> {
  const { rows } = await client.query<{ own: string; twin: string; way: number }>(
    `select id as own, nextval('subject_ids') as twin, ((row_number() over (order by external_id) - 1) % 4)::int as way from (
       select id, external_id from customers where created_via = 'demo' and email is not null and phone is not null
         and birth_on is not null and first_name is not null and last_name is not null and city is not null
       order by external_id offset 40 limit $1) c`,
    [pairs],
  );
  const values = [rows.map((row) => row.own), rows.map((row) => row.twin), rows.map((row) => row.way)];
  const twins =
    "unnest($1::bigint[], $2::bigint[], $3::int[]) as t(own, twin, way) join customers c on c.id = t.own";
  await client.query(
    `insert into customers (id, email, first_name, last_name, gender, birth_on, country, city, region, locale, created_via, created_at,
       updated_at, registered_at, last_seen_at)
     select t.twin, case when t.way = 0 then split_part(c.email, '@', 1) || '+shop@' || split_part(c.email, '@', 2) end, c.first_name,
       case when t.way = 3 then left(c.last_name, -1) else c.last_name end, c.gender, case when t.way in (1, 2) then c.birth_on end,
       c.country, c.city, c.region, c.locale, case when t.way = 0 then 'site' else 'till' end, least(c.created_at + interval '40 days', $4::timestamptz), $4::timestamptz, $4::timestamptz, $4::timestamptz
     from ${twins}`,
    [...values, options.now],
  );
  await client.query(
    `insert into customer_identities (kind, value, customer_id, added_via, added_at)
     select 'email', tw.email, t.twin, 'site', $4::timestamptz from ${twins} join customers tw on tw.id = t.twin where tw.email is not null
     union all select 'card', '88' || lpad(t.twin::text, 8, '0'), t.twin, 'till', $4::timestamptz from ${twins} where t.way <> 0`,
    [...values, options.now],
  );
  await client.query(
    `insert into identity_contests (kind, value, contender, customer_id, at)
     select case when t.way = 2 then 'phone' else 'card' end,
       case when t.way = 2 then c.phone else (select i.value from customer_identities i where i.customer_id = c.id and i.kind = 'card' limit 1) end,
       'card 88' || lpad(t.twin::text, 8, '0'), t.twin, $4::timestamptz
     from ${twins} where t.way in (2, 3)`,
    [...values, options.now],
  );
  await client.query(
    `insert into dirty_customers (topic, customer_id, marked_at)
     select 'duplicates', unnest($1::bigint[] || $2::bigint[]), $3::timestamptz on conflict do nothing`,
    [values[0], values[1], options.now],
  );
}
