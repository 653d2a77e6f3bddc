import { demoDictionaries, demoFieldGroups, demoFields, demoRegions } from "./fields";
import { json, type Load } from "./load";

/** Regions, dictionaries and fields: before the people, so that each finds her region as she is written. */
export async function loadFields(load: Load): Promise<void> {
  const { client } = load;
  for (const region of demoRegions)
    await client.query(
      `insert into regions (external_id, name, parent_id, currency, aliases, path)
       select $1, $2, p.id, $4, $5, '{}' from (select 1) one left join regions p on p.external_id = $3`,
      [region.id, region.name, region.parent, region.currency ?? null, region.aliases ?? []],
    );
  await client.query(`
    with recursive tree as (
      select id, array[id] as path from regions where parent_id is null
      union all select r.id, t.path || r.id from regions r join tree t on r.parent_id = t.id)
    update regions r set path = tree.path from tree where r.id = tree.id`);
  await client.query(`
    insert into region_names (name, region_id)
    select name, case when count(*) = 1 then min(id) end from (
      select lower(name) as name, id from regions union select lower(external_id), id from regions
      union select lower(a), id from regions, unnest(aliases) a) w group by name`);
  for (const { code, name, itemFields, items } of demoDictionaries)
    await client.query(
      `with made as (insert into dictionaries (code, name, item_fields) values ($1, $2, $3) returning id)
       insert into dictionary_items (dictionary_id, code, name, position, attributes)
       select made.id, i.code, i.name, i.n, coalesce(i.attributes, '{}') from made, rows from (
         jsonb_to_recordset($4::jsonb) as (code text, name text, attributes jsonb)) with ordinality as i(code, name, attributes, n)`,
      [code, name, json(itemFields), json(items)],
    );
  await client.query(
    `insert into field_groups (object, code, name, position)
     select g.object, g.code, g.name, 2 from jsonb_to_recordset($1::jsonb) as g(object text, code text, name text)`,
    [json(demoFieldGroups)],
  );
  await client.query(
    `insert into fields (object, code, name, type, group_code, position, dictionary_code, rules, description, created_by)
     select f.object, f.code, f.name, f.type, f."group", 100 + f.n, f.dictionary, coalesce(f.rules, '{}'), coalesce(f.description, ''), 'demo'
     from rows from (jsonb_to_recordset($1::jsonb) as (object text, code text, name text, type text, "group" text, dictionary text,
       rules jsonb, description text)) with ordinality as f(object, code, name, type, "group", dictionary, rules, description, n)`,
    [json(demoFields)],
  );
  // What the retailer's sources send and nobody has described yet.
  await client.query(
    `insert into seen_attributes (object, code, sample) values
       ('customer', 'home_store', '"S-01"'), ('customer', 'loyalty_card', '"7700000001"'), ('store', 'opened_year', '2014'),
       ('category', 'name_ru', '"Бакалея"') on conflict do nothing`,
  );
  await client.query("update field_registry set version = nextval('field_versions')");
}
