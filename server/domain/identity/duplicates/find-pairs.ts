import { sql } from "drizzle-orm";
import { arrayParam, instantParam, jsonParam, type Tx } from "@/server/db/client";
import { evidencePoints, largestBlock, leastScore } from "../model";
import { plainFirst, plainLast } from "./match-keys";

/** Both people of a pair as `a` and `b`: name parts, birth, city, gender. */
const side = (alias: string, id: string) => sql`
  join lateral (
    select c.birth_on, lower(c.city) as city, c.gender, ${sql.raw(plainFirst)} as f, ${sql.raw(plainLast)} as l
    from customers c where c.id = ${sql.raw(id)} and c.state = 'active') ${sql.raw(alias)} on true`;

/**
 * Finds whom these people may be the same as, weighs the evidence, and rewrites their open suggestions: one statement
 * for the pairs, one for those that no longer hold. What a person decided stays decided. How many pairs are open now.
 */
export async function rewriteSuggestions(tx: Tx, ids: readonly number[], now: Date): Promise<number> {
  const people = arrayParam([...ids], "bigint");
  await tx.execute(sql`
    delete from duplicate_suggestions where state = 'open' and (customer_id = any(${people}) or other_id = any(${people}))`);
  const rows = await tx.execute(sql`
    with own as (
      select k.kind, k.key from customer_match_keys k where k.customer_id = any(${people}) group by k.kind, k.key
    ),
    telling as materialized (
      select own.kind, own.key from own cross join lateral (
        select count(*) as size from (
          select 1 from customer_match_keys k where k.kind = own.kind and k.key = own.key limit ${largestBlock + 1}) block) sized
      where sized.size between 2 and ${largestBlock}
    ),
    pairs as (
      select least(a.customer_id, b.customer_id) as one, greatest(a.customer_id, b.customer_id) as other, array_agg(distinct a.kind) as kinds
      from telling t
      join customer_match_keys a on a.kind = t.kind and a.key = t.key and a.customer_id = any(${people})
      join customer_match_keys b on b.kind = t.kind and b.key = t.key and b.customer_id <> a.customer_id
      group by 1, 2
    ),
    judged as (
      select p.one, p.other, p.kinds,
        a.birth_on is not null and a.birth_on = b.birth_on as same_birth,
        a.birth_on is not null and b.birth_on is not null and a.birth_on <> b.birth_on as other_birth,
        a.gender is not null and b.gender is not null and a.gender <> b.gender as other_gender,
        a.city is not null and a.city = b.city as same_city,
        a.f is not null and a.l is not null and least(a.f, a.l) = least(b.f, b.l) and greatest(a.f, a.l) = greatest(b.f, b.l) as same_name,
        case when a.f is not null and a.l is not null and b.f is not null and b.l is not null
          then greatest(similarity(a.f || ' ' || a.l, b.f || ' ' || b.l), similarity(a.f || ' ' || a.l, b.l || ' ' || b.f)) end as likeness
      from pairs p ${side("a", "p.one")} ${side("b", "p.other")}
    ),
    spoken as (
      select j.one, j.other, e.kind from judged j cross join lateral (
        select unnest(array_remove(array[
          case when 'phone' = any(j.kinds) then 'phone' end, case when 'email' = any(j.kinds) then 'email' end,
          case when 'card' = any(j.kinds) then 'card' end, case when 'claimed' = any(j.kinds) then 'claimed' end,
          case when 'device' = any(j.kinds) then 'device' end,
          case when j.same_name then 'name' when j.likeness >= 0.5 then 'similar_name' when j.likeness < 0.2 then 'name_differs' end,
          case when j.same_birth then 'birth' when j.other_birth then 'birth_differs' end,
          case when j.same_city then 'city' end, case when j.other_gender then 'gender_differs' end], null)) as kind) e
    ),
    weighed as (
      select s.one, s.other, sum(w.points)::int as score,
        (array_agg(s.kind order by w.points desc, s.kind))[1] as kind,
        jsonb_agg(jsonb_build_object('kind', s.kind, 'points', w.points) order by w.points desc, s.kind) as evidence
      from spoken s join jsonb_to_recordset(${jsonParam(
        Object.entries(evidencePoints).map(([kind, points]) => ({ kind, points })),
      )}) as w(kind text, points int) on w.kind = s.kind
      group by s.one, s.other
    )
    insert into duplicate_suggestions as d (customer_id, other_id, score, kind, evidence, state, found_at)
    select one, other, least(score, 100), kind, evidence, 'open', ${instantParam(now)} from weighed where score >= ${leastScore}
    order by one, other
    on conflict (customer_id, other_id) do nothing returning 1`);
  return rows.length;
}
