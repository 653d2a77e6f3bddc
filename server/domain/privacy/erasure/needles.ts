import { sql } from "drizzle-orm";
import { arrayParam, type Queryable } from "@/server/db/client";

/** What to look for where rows do not say whose they are. */
export interface Needles {
  /** Identifiers and addresses: nobody else has them, wherever they stand it is she. */
  strong: string[];
  /** Words of her names. */
  names: string[];
  /** Any text of hers, for places that hold samples of values. */
  texts: string[];
}

const leastStrong = 5;
const mostTexts = 20_000;

/** Texts inside a JSON value, as a set-returning expression. */
const leaves = (json: string) => `jsonb_path_query(${json}, 'strict $.** ? (@.type() == "string")') #>> '{}'`;

export async function collectNeedles(db: Queryable, subjectIds: readonly number[]): Promise<Needles> {
  const ids = arrayParam(subjectIds, "bigint");
  const strong = await db.execute<{ value: string }>(sql`
    select distinct value from (
      select value from customer_identities where customer_id = any(${ids})
      union all select unnest(array[external_id, email, phone]) from customers where id = any(${ids})
      union all select anonymous_id from visitors where customer_id = any(${ids})
      union all select address from messages where customer_id = any(${ids})
      union all select r.value from customer_merge_rows m, jsonb_array_elements(m.rows) e, jsonb_to_record(e) as r(value text)
        where m.table_name = 'customer_identities' and m.merge_id in (select id from customer_merges where customer_id = any(${ids}))
    ) s where length(value) >= ${leastStrong}`);
  const names = await db.execute<{ value: string }>(sql`
    select distinct lower(word) as value from customers, unnest(array[first_name, middle_name, last_name]) as name,
      unnest(regexp_split_to_array(name, '[^[:alpha:]]+') || regexp_split_to_array(name, '[^[:alnum:]]+') || regexp_split_to_array(name, '[[:space:]]+')) as word where id = any(${ids}) and length(word) > 0`);
  const texts = await db.execute<{ value: string }>(sql`
    select distinct value from (
      select unnest(array[external_id, email, phone, first_name, middle_name, last_name, country, city, region, zip]) as value
        from customers where id = any(${ids})
      union all select ${sql.raw(leaves("attributes"))} from customers where id = any(${ids})
      union all select ${sql.raw(leaves("value"))} from field_leftovers where customer_id = any(${ids})
      union all select * from (select ${sql.raw(leaves("properties || jsonb_build_object('context', context)"))} from customer_events
        where customer_id = any(${ids}) limit ${mostTexts}) e
      union all select ${sql.raw(leaves("attributes"))} from orders where customer_id = any(${ids})
      union all select ${sql.raw(leaves("attributes"))} from receipts where customer_id = any(${ids})
    ) t where length(value) between 3 and 2000 limit ${mostTexts}`);
  const valuesOf = (rows: Iterable<{ value: string }>) => [...rows].map((row) => row.value);
  return { strong: valuesOf(strong), names: valuesOf(names), texts: valuesOf(texts) };
}

/** How a text may stand inside JSON: as it is, and with every letter outside ASCII escaped. */
export function spellings(texts: readonly string[]): string[] {
  const all = new Set<string>();
  for (const text of texts) {
    const json = JSON.stringify(text).slice(1, -1);
    const escaped = json.replace(
      /[\u0080-\uffff]/g,
      (letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, "0")}`,
    );
    for (const one of [
      text,
      json,
      escaped,
      escaped.replace(/\\u[0-9a-f]{4}/g, (code) => `\\u${code.slice(2).toUpperCase()}`),
    ])
      all.add(one);
    // A plus of a phone number is lost in addresses of pages.
    if (/^\+\d{9,}$/.test(text)) for (const one of [text.slice(1), `%2B${text.slice(1)}`]) all.add(one);
    if (text.includes("@")) all.add(text.replace("@", "%40"));
  }
  return [...all];
}

/** For `like any(…)`: found anywhere. */
export const containing = (texts: readonly string[]): string[] =>
  spellings(texts).map((text) => `%${text.replace(/[\\%_]/g, "\\$&")}%`);
