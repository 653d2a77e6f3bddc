import { type SQL, sql } from "drizzle-orm";

/**
 * One row a customer who bought, with every column of `purchase_metrics`. `whom`: a query of
 * customer numbers; null: everybody. All days are the project's.
 *
 * A purchase is one of the view `purchases` (completed receipts, orders nothing pays for); windows of 30, 90 and 365
 * days end with `today` and include it. What is drawn (favourites at equal counts) is the lowest number, so that the
 * same purchases always give the same row. Returns are receipts that came back, by their own number.
 */
export function metricsQuery(whom: SQL | null, today: string, zone: string): SQL {
  const day = sql`${today}::date`;
  const inLast = (days: number) => sql`p.day > ${day} - ${days}::int and p.day <= ${day}`;
  const local = sql`(occurred_at at time zone ${zone}::text)`;
  return sql`
    with bought as materialized (
      select p.*, ${local}::date as day, extract(isodow from ${local})::smallint as weekday, extract(hour from ${local})::smallint as hour
      from purchases p where true ${restrict(whom, sql`p.customer_id`)}),
    totals as (
      select p.customer_id, count(*)::int as purchases, sum(p.total_minor)::bigint as revenue_minor,
        (count(*) filter (where ${inLast(30)}))::int as purchases_30d, coalesce(sum(p.total_minor) filter (where ${inLast(30)}), 0)::bigint as revenue30d_minor,
        (count(*) filter (where ${inLast(90)}))::int as purchases_90d, coalesce(sum(p.total_minor) filter (where ${inLast(90)}), 0)::bigint as revenue90d_minor,
        (count(*) filter (where ${inLast(365)}))::int as purchases_365d, coalesce(sum(p.total_minor) filter (where ${inLast(365)}), 0)::bigint as revenue365d_minor,
        min(p.day) as first_on, max(p.day) as last_on,
        round(avg(p.total_minor))::bigint as average_minor,
        round(percentile_cont(0.5) within group (order by p.total_minor))::bigint as median_minor,
        max(p.total_minor) as largest_minor,
        round(sum(p.discount_minor) / nullif(sum(p.total_minor + p.discount_minor), 0), 4) as discount_share,
        round(sum(p.bonus_paid_minor) / nullif(sum(p.total_minor), 0), 4) as bonus_share,
        mode() within group (order by p.store_id) as favourite_store_id,
        mode() within group (order by p.weekday) as favourite_weekday,
        mode() within group (order by p.hour) as favourite_hour,
        round((count(*) filter (where p.channel in ('web', 'app')))::numeric / count(*), 4) as online_share,
        count(distinct p.channel)::smallint as channels,
        min(case when p.day > ${day} then p.day when p.day + 30 > ${day} then p.day + 30 when p.day + 90 > ${day} then p.day + 90
          when p.day + 365 > ${day} then p.day + 365 end) as next_change_on
      from bought p group by p.customer_id),
    days as (
      select customer_id, day - lag(day) over (partition by customer_id order by day) as gap
      from (select distinct customer_id, day from bought) one),
    visits as (
      select customer_id, count(*)::int as visits, round(avg(gap), 2) as average_gap,
        round((percentile_cont(0.5) within group (order by gap))::numeric, 2) as median_gap
      from days group by customer_id),
    lines as (
      select l.customer_id, sum(l.quantity) as items, sum(l.total_minor) as spent, count(distinct (l.kind, l.purchase_id)) as with_lines,
        mode() within group (order by l.product_id) as favourite_product_id,
        mode() within group (order by pr.category_id) as favourite_category_id,
        mode() within group (order by pr.brand collate "C") as favourite_brand,
        count(distinct pr.category_id)::int as categories
      from purchase_lines l
      join bought b on b.customer_id = l.customer_id and b.kind = l.kind and b.id = l.purchase_id
      left join products pr on pr.id = l.product_id
      where true ${restrict(whom, sql`l.customer_id`)} group by l.customer_id),
    back as (
      select r.customer_id, count(*)::int as returns from receipts r
      where r.status = 'returned' ${restrict(whom, sql`r.customer_id`)} group by r.customer_id)
    select t.customer_id, t.purchases, t.revenue_minor, t.purchases_30d, t.revenue30d_minor, t.purchases_90d, t.revenue90d_minor,
      t.purchases_365d, t.revenue365d_minor, t.first_on, t.last_on, t.average_minor, t.median_minor, t.largest_minor,
      round(l.items / nullif(l.with_lines, 0), 3) as items_per_purchase,
      round(l.spent / nullif(l.items, 0))::bigint as average_item_minor,
      t.discount_share, t.bonus_share, coalesce(b.returns, 0) as returns,
      round(coalesce(b.returns, 0)::numeric / (t.purchases + coalesce(b.returns, 0)), 4) as return_share,
      v.visits, v.average_gap as average_gap_days, v.median_gap as median_gap_days,
      t.last_on + ceil(v.median_gap)::int as expected_next_on,
      t.favourite_store_id, t.favourite_weekday, t.favourite_hour, l.favourite_category_id, l.favourite_brand, l.favourite_product_id,
      coalesce(l.categories, 0) as categories, t.online_share, t.channels, ${day} as as_of, t.next_change_on
    from totals t join visits v on v.customer_id = t.customer_id
    left join lines l on l.customer_id = t.customer_id left join back b on b.customer_id = t.customer_id`;
}

const restrict = (whom: SQL | null, column: SQL): SQL =>
  whom === null ? sql`` : sql`and ${column} in (${whom})`;
