import { sql } from "drizzle-orm";
import { arrayParam, type Tx } from "@/server/db/client";

/** Letters only, ё as е: what is left of a name when spelling habits are taken away. */
const plain = (column: string) =>
  `nullif(regexp_replace(replace(lower(${column}), 'ё', 'е'), '[^[:alpha:]]', '', 'g'), '')`;
export const plainFirst = plain("c.first_name");
export const plainLast = plain("c.last_name");

/** The mailbox behind an address: what its provider takes for the same. */
export const mailbox = (column: string) => `case
  when split_part(${column}, '@', 2) in ('gmail.com', 'googlemail.com')
    then replace(split_part(split_part(${column}, '@', 1), '+', 1), '.', '') || '@gmail.com'
  when split_part(${column}, '@', 2) in ('yandex.ru', 'ya.ru', 'yandex.com', 'yandex.by', 'yandex.kz')
    then replace(split_part(split_part(${column}, '@', 1), '+', 1), '.', '-') || '@yandex.ru'
  else split_part(split_part(${column}, '@', 1), '+', 1) || '@' || split_part(${column}, '@', 2) end`;

/**
 * Writes anew under which keys these people are found. Only who shares a key is ever compared, so a million people
 * cost a million keys and not a million squared pairs.
 */
export async function rewriteMatchKeys(tx: Tx, ids: readonly number[]): Promise<void> {
  const people = arrayParam([...ids], "bigint");
  await tx.execute(sql`delete from customer_match_keys where customer_id = any(${people})`);
  await tx.execute(sql`
    insert into customer_match_keys (customer_id, kind, key)
    select distinct customer_id, kind, key from (
      select i.customer_id, 'phone' as kind, right(regexp_replace(i.value, '[^0-9]', '', 'g'), 10) as key
      from customer_identities i where i.customer_id = any(${people}) and i.kind = 'phone' and length(i.value) > 10
      union all
      select i.customer_id, 'email', ${sql.raw(mailbox("i.value"))}
      from customer_identities i where i.customer_id = any(${people}) and i.kind = 'email'
      union all
      select k.customer_id, case when k.kind = 'card' then 'card' when k.kind = 'phone' then 'phone' when k.kind = 'email' then 'email' else 'claimed' end,
        case k.kind when 'phone' then right(regexp_replace(k.value, '[^0-9]', '', 'g'), 10) when 'email' then ${sql.raw(mailbox("k.value"))}
          else k.kind || ' ' || k.value end
      from identity_contests k where k.customer_id = any(${people})
      union all
      select i.customer_id, case when k.kind = 'card' then 'card' else 'claimed' end, k.kind || ' ' || k.value
      from customer_identities i join identity_contests k on k.kind = i.kind and k.value = i.value
      where i.customer_id = any(${people}) and k.kind not in ('phone', 'email')
      union all
      select v.customer_id, 'device', v.origin_id::text from visits v
      where v.customer_id = any(${people}) and v.origin_id <> v.customer_id
      union all
      select c.id, 'name_birth', least(f, l) || ' ' || greatest(f, l) || ' ' || c.birth_on
      from (select c.id, c.birth_on, ${sql.raw(plainFirst)} as f, ${sql.raw(plainLast)} as l from customers c where c.id = any(${people})) c
      where c.birth_on is not null and f is not null and l is not null
      union all
      select c.id, 'name_city', lower(c.city) || ' ' || left(least(f, l), 4) || ' ' || left(greatest(f, l), 4)
      from (select c.id, c.city, ${sql.raw(plainFirst)} as f, ${sql.raw(plainLast)} as l from customers c where c.id = any(${people})) c
      where c.city is not null and length(f) > 1 and length(l) > 2
    ) keys
    join customers c on c.id = keys.customer_id and c.state = 'active'
    where key is not null and length(key) between 4 and 300
    on conflict do nothing`);
}
