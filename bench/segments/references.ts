/**
 * Twelve questions a marketer asks, from easy to nasty: each as a definition of the product's language, and as SQL that
 * somebody who knows the tables wrote and tuned for that one question. Both must answer the same.
 */
import { seededEnd } from "../seed-history";

export interface Reference {
  name: string;
  definition: unknown;
  /** Counts; `now` is the moment as a literal. */
  byHand: string;
}

const now = `'${new Date(seededEnd).toISOString()}'::timestamptz`;
const ago = (days: number) => `${now} - interval '${days * 24} hours'`;
const lastDays = (amount: number) => ({ kind: "last", amount, unit: "days" });
const atLeast = (value: number) => ({ operator: "at_least", value });
const none = { operator: "equals", value: 0 };
const equals = (field: string, value: string) => ({
  kind: "attribute",
  field,
  type: "text",
  test: { operator: "equals", value },
});
const all = (...rules: unknown[]) => ({ kind: "all", rules });
const any = (...rules: unknown[]) => ({ kind: "any", rules });
const not = (...rules: unknown[]) => ({ kind: "none", rules });
const bought = (rest: object) => ({ kind: "purchases", measure: "count", test: atLeast(1), ...rest });
const did = (name: string, rest: object = {}) => ({ kind: "event", name, ...rest });
/** Within the last days, and not ahead of now. */
const lately = (column: string, days: number) => `${column} > ${ago(days)} and ${column} <= ${now}`;

export const references: readonly Reference[] = [
  {
    name: "1 lives in Moscow",
    definition: equals("city", "Москва"),
    byHand: `select count(*) from customers where state = 'active' and lower(city) = 'москва'`,
  },
  {
    name: "2 women with children whom e-mail reaches",
    definition: all(
      equals("gender", "female"),
      { kind: "attribute", field: "attributes.children", type: "number", test: atLeast(2) },
      { kind: "reachable", channel: "email" },
    ),
    byHand: `select count(*) from customers c where state = 'active' and lower(gender) = 'female' and (attributes ->> 'children')::int >= 2
      and email <> '' and email_code < 30
      and not exists (select from subscriptions s where s.customer_id = c.id and s.channel = 'email' and s.category = '' and s.state <> 'subscribed')`,
  },
  {
    name: "3 three purchases in 90 days",
    definition: bought({ of: "receipts", window: lastDays(90), test: atLeast(3) }),
    byHand: `select count(*) from (select customer_id from receipts where status = 'completed' and ${lately("occurred_at", 90)}
      group by 1 having count(*) >= 3) b join customers c on c.id = b.customer_id and c.state = 'active'`,
  },
  {
    name: "4 spent much in a year, silent for 60 days",
    definition: all(
      bought({ of: "receipts", measure: "sum", window: lastDays(365), test: atLeast(20_000) }),
      bought({ of: "receipts", window: lastDays(60), test: none }),
    ),
    byHand: `select count(*) from (select customer_id from receipts where status = 'completed' and ${lately("occurred_at", 365)}
      group by 1 having sum(total_minor) >= 2000000 and max(occurred_at) <= ${ago(60)}) b
      join customers c on c.id = b.customer_id and c.state = 'active'`,
  },
  {
    name: "5 two of one category group in one receipt, half a year",
    definition: bought({
      of: "receipts",
      window: lastDays(180),
      lines: { categories: ["group-5"], quantity: atLeast(2) },
    }),
    byHand: `with goods as materialized (select p.id from products p join categories c on c.id = p.category_id where c.path @> array[5]::bigint[])
      select count(*) from (select distinct r.customer_id from receipts r join receipt_lines l on l.customer_id = r.customer_id and l.receipt_id = r.id
        where r.status = 'completed' and ${lately("r.occurred_at", 180)} and l.quantity >= 2 and l.product_id in (select id from goods)) b
      join customers c on c.id = b.customer_id and c.state = 'active'`,
  },
  {
    name: "6 looked five times in 30 days, bought nothing",
    definition: all(
      did("Product Viewed", { window: lastDays(30), test: atLeast(5) }),
      bought({ of: "receipts", window: lastDays(30), test: none }),
    ),
    byHand: `select count(*) from (select customer_id from customer_events where name = 'Product Viewed' and type = 'track'
        and ${lately("occurred_at", 30)} group by 1 having count(*) >= 5) e
      join customers c on c.id = e.customer_id and c.state = 'active'
      where not exists (select from receipts r where r.customer_id = c.id and r.status = 'completed' and ${lately("r.occurred_at", 30)})`,
  },
  {
    name: "7 put into the cart this week, did not buy since Monday week",
    definition: all(
      did("Product Added", { window: lastDays(7) }),
      bought({ of: "receipts", window: lastDays(7), test: none }),
    ),
    byHand: `select count(*) from (select distinct customer_id from customer_events where name = 'Product Added' and type = 'track'
        and ${lately("occurred_at", 7)}) e
      join customers c on c.id = e.customer_id and c.state = 'active'
      where not exists (select from receipts r where r.customer_id = c.id and r.status = 'completed' and ${lately("r.occurred_at", 7)})`,
  },
  {
    name: "8 middling check, two visits, silent for 120 days",
    definition: all(
      bought({ of: "receipts", measure: "average", test: { operator: "between", from: 500, to: 1500 } }),
      bought({ of: "receipts", measure: "visits", test: atLeast(2) }),
      bought({ of: "receipts", measure: "days_since_last", test: { operator: "greater", value: 120 } }),
    ),
    byHand: `select count(*) from (select customer_id from receipts where status = 'completed' group by 1
        having avg(total_minor) between 50000 and 150000 and count(distinct (occurred_at at time zone 'Europe/Moscow')::date) >= 2
          and date '2026-11-20' - (max(occurred_at) at time zone 'Europe/Moscow')::date > 120) b
      join customers c on c.id = b.customer_id and c.state = 'active'`,
  },
  {
    name: "9 looked at dear goods twice in 60 days",
    definition: did("Product Viewed", {
      window: lastDays(60),
      where: [{ path: ["price"], type: "number", test: { operator: "greater", value: 3000 } }],
      test: atLeast(2),
    }),
    byHand: `select count(*) from (select customer_id from customer_events where name = 'Product Viewed' and type = 'track'
        and ${lately("occurred_at", 60)} and (properties ->> 'price')::numeric > 3000 group by 1 having count(*) >= 2) e
      join customers c on c.id = e.customer_id and c.state = 'active'`,
  },
  {
    name: "10 a brand or a category, not unsubscribed",
    definition: all(
      any(
        bought({ of: "receipts", lines: { brands: ["Brand 7"] }, window: lastDays(365) }),
        did("Product Viewed", {
          window: lastDays(30),
          where: [{ path: ["category"], type: "text", test: { operator: "equals", value: "leaf-20" } }],
        }),
      ),
      not({ kind: "subscription", channel: "email", state: "unsubscribed" }),
    ),
    byHand: `select count(*) from customers c
      left join (select distinct r.customer_id from receipts r join receipt_lines l on l.customer_id = r.customer_id and l.receipt_id = r.id
        where r.status = 'completed' and ${lately("r.occurred_at", 365)}
          and l.product_id in (select id from products where lower(brand) = 'brand 7')) b on b.customer_id = c.id
      left join (select distinct customer_id from customer_events where name = 'Product Viewed' and type = 'track'
        and ${lately("occurred_at", 30)} and lower(properties ->> 'category') = 'leaf-20') e on e.customer_id = c.id
      where c.state = 'active' and (b.customer_id is not null or e.customer_id is not null)
        and not exists (select from subscriptions s where s.customer_id = c.id and s.channel = 'email' and s.category = '' and s.state = 'unsubscribed')`,
  },
  {
    name: "11 first purchase lately, known for a year",
    definition: all(
      bought({ of: "receipts", measure: "first_on", test: { operator: "in_last_days", days: 30 } }),
      {
        kind: "attribute",
        field: "created_at",
        type: "date",
        test: { operator: "more_than_days_ago", days: 365 },
      },
    ),
    byHand: `select count(*) from (select customer_id from receipts where status = 'completed' group by 1
        having (min(occurred_at) at time zone 'Europe/Moscow')::date between date '2026-10-21' and date '2026-11-20') b
      join customers c on c.id = b.customer_id and c.state = 'active'
      where (c.created_at at time zone 'Europe/Moscow')::date < date '2025-11-20'`,
  },
  {
    name: "12 nasty: RFM, hours, stores, lines, events, in groups",
    definition: all(
      any(
        { kind: "rfm", r: [3, 4, 5], m: [4, 5] },
        bought({ of: "receipts", measure: "largest", test: atLeast(8000) }),
      ),
      bought({
        of: "receipts",
        where: { stores: ["S1", "S2", "S3", "S4", "S5", "S6", "S7", "S8"], hours: { from: 17, to: 22 } },
        lines: { categories: ["half-1"], price: atLeast(300) },
        window: lastDays(365),
      }),
      not(did("Checkout Started", { window: lastDays(14) }), equals("city", "Москва")),
    ),
    byHand: `with goods as materialized (select p.id from products p join categories c on c.id = p.category_id where c.path @> array[1]::bigint[])
      select count(*) from (select r.customer_id from receipts r
        where r.status = 'completed' and ${lately("r.occurred_at", 365)} and r.store_id <= 8
          and extract(hour from r.occurred_at at time zone 'Europe/Moscow') between 17 and 22
          and exists (select from receipt_lines l where l.customer_id = r.customer_id and l.receipt_id = r.id and l.price_minor >= 30000
            and l.product_id in (select id from goods)) group by 1) b
      join customers c on c.id = b.customer_id and c.state = 'active' and lower(c.city) <> 'москва'
      where (exists (select from rfm_scores x where x.customer_id = c.id and x.r >= 3 and x.m >= 4)
          or (select max(total_minor) from receipts r where r.customer_id = c.id and r.status = 'completed') >= 800000)
        and not exists (select from customer_events e where e.customer_id = c.id and e.name = 'Checkout Started' and e.type = 'track'
          and ${lately("e.occurred_at", 14)})`,
  },
];
