import { json, type Load } from "./load";

const tags = [
  { name: "Loyal", color: "green", description: "Ten purchases or more" },
  { name: "Big baskets", color: "purple", description: "Buys seldom, but much at once" },
  { name: "Asked for a call", color: "orange", description: "Promised to ring back; comes off by itself" },
];
const views = [
  {
    name: "Can be won back",
    search: { where: "purchases~gte~#3,last_purchase_at~not_in_last~#90,email~known", sort: "-revenue" },
  },
  { name: "New this month", search: { where: "created_at~in_last~#30", sort: "-created" } },
];

/** A few tags on the people they are true of, one of them with an end, and two views of the list for everybody. */
export async function loadTags(load: Load): Promise<void> {
  const { client, options } = load;
  const now = options.now.toISOString();
  await client.query(
    `insert into tags (name, color, description, created_at, updated_at)
     select name, color, description, $2, $2 from json_to_recordset($1) as t(name text, color text, description text)`,
    [json(tags), now],
  );
  await client.query(
    `insert into customer_tags (customer_id, tag_id, added_at, added_via, added_by, expires_at)
     select m.customer_id, g.id, $1, 'page', 'Demo', case when g.name = 'Asked for a call' then $1::timestamptz + interval '7 days' end
     from customer_metrics m join tags g on
       (g.name = 'Loyal' and m.purchases >= 40)
       or (g.name = 'Big baskets' and m.purchases between 2 and 8 and m.revenue_minor > m.purchases * 400000)
       or (g.name = 'Asked for a call' and m.customer_id % 97 = 0)
     join customers c on c.id = m.customer_id and c.state = 'active'`,
    [now],
  );
  await client.query(
    `insert into table_views (list, name, audience, state, created_at, updated_at)
     select 'customers', name, 'all', json_build_object('search', search), $2, $2
     from json_to_recordset($1) as v(name text, search json)`,
    [json(views), now],
  );
}
