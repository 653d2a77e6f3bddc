/**
 * The one catalogue of standard metrics: what a customer's purchases, messages and visits add up to, and what the models
 * expect of her. Rules, compiler, phrases, menus, profile and REST all read it. Adding one: an entry here, and its name
 * and explanation in the texts `metrics.standard`. Pure.
 *
 * `value` is SQL over the source's rows: an expression where a person has one row there, one aggregate call otherwise.
 * `:today` is the project's day, `:zone` its zone, `:since(n)` the first moment of the last n days, today included.
 */
export type MetricType = "number" | "date" | "text";
/** How a value is written: `share` is 0 to 1, `money` is minor units inside and whole currency outside. */
export type MetricUnit =
  | "count"
  | "number"
  | "money"
  | "share"
  | "days"
  | "times"
  | "hour"
  | "date"
  | "weekday"
  | "store"
  | "category"
  | "product"
  | "brand";
export const metricFamilies = ["purchases", "habits", "favourites", "forecast", "engagement"] as const;
export type MetricFamily = (typeof metricFamilies)[number];

interface Source {
  from: string;
  customerId: string;
  where: string;
  /** A person has at most one row. */
  isSingle: boolean;
  /** What makes its values other ones: topics of live segments. */
  topics: readonly string[];
}
const ofPurchases = {
  from: "purchase_metrics pm",
  customerId: "pm.customer_id",
  where: "true",
  isSingle: true,
  topics: ["metrics"],
} as const;
const ofMessages = {
  from: "messages m",
  customerId: "m.customer_id",
  isSingle: false,
  topics: ["messages"],
} as const;
const lately = "m.source_kind <> 'test' and m.channel = 'email' and m.accepted_at >= :since(90)";

export const metricSources = {
  purchases: ofPurchases,
  favouriteStore: {
    ...ofPurchases,
    from: "purchase_metrics pm left join stores fav on fav.id = pm.favourite_store_id",
    topics: ["metrics", "stores"],
  },
  favouriteCategory: {
    ...ofPurchases,
    from: "purchase_metrics pm left join categories fav on fav.id = pm.favourite_category_id",
    topics: ["metrics", "catalogue"],
  },
  favouriteProduct: {
    ...ofPurchases,
    from: "purchase_metrics pm left join products fav on fav.id = pm.favourite_product_id",
    topics: ["metrics", "catalogue"],
  },
  predictions: {
    from: "predictions pd",
    customerId: "pd.customer_id",
    where: "true",
    isSingle: true,
    topics: ["predictions"],
  },
  recentLetters: { ...ofMessages, where: lately },
  // A click proves an opening, whatever the reader's images said.
  openings: {
    ...ofMessages,
    where: "m.source_kind <> 'test' and coalesce(m.first_opened_at, m.first_clicked_at) is not null",
  },
  clicks: { ...ofMessages, where: "m.source_kind <> 'test' and m.first_clicked_at is not null" },
  sent: { ...ofMessages, where: "m.source_kind <> 'test' and m.accepted_at is not null" },
  // A visit moves the customer's last moment too, which is what marks her.
  recentVisits: {
    from: "visits vs",
    customerId: "vs.customer_id",
    where: "vs.started_at >= :since(30)",
    isSingle: false,
    topics: ["seen"],
  },
  person: { from: "", customerId: "", where: "true", isSingle: true, topics: ["profile"] },
  presence: { from: "", customerId: "", where: "true", isSingle: true, topics: ["seen"] },
  interests: {
    from: `(select seen.customer_id, seen.category, sum(seen.weight) as weight from (
        select v.customer_id, c.external_id as category, v.weight
        from product_views v join products p on p.external_id = v.item_id join categories c on c.id = p.category_id
        where v.kind = 'product'
        union all
        select v.customer_id, c.external_id, v.weight
        from product_views v join (
          select external_id as word, external_id from categories
          union select name, min(external_id) from categories group by name) c on c.word = v.item_id
        where v.kind = 'category') seen
      group by seen.customer_id, seen.category) iv`,
    customerId: "iv.customer_id",
    where: "iv.weight > 0",
    isSingle: false,
    topics: ["views", "catalogue"],
  },
} as const satisfies Record<string, Source>;
export type MetricSource = keyof typeof metricSources;

export interface StandardMetric {
  type: MetricType;
  unit: MetricUnit;
  family: MetricFamily;
  source: MetricSource;
  value: string;
  /** 0 without purchases, visits or the like; otherwise empty. */
  isTotal?: true;
  /** Another value each day, by time alone. */
  isDaily?: true;
  /** `value` is a moment; the metric is its day in the project's zone. */
  isMoment?: true;
}

const total = (column: string, unit: "count" | "money" = "count"): StandardMetric => ({
  type: "number",
  unit,
  family: "purchases",
  source: "purchases",
  value: `pm.${column}`,
  isTotal: true,
});
const number = (family: MetricFamily, unit: MetricUnit, column: string): StandardMetric => ({
  type: "number",
  unit,
  family,
  source: "purchases",
  value: `pm.${column}`,
});
const favourite = (unit: MetricUnit, value: string, source: MetricSource = "purchases"): StandardMetric => ({
  type: "text",
  unit,
  family: "favourites",
  source,
  value,
});
const foretold = (unit: MetricUnit, value: string): StandardMetric => ({
  type: "number",
  unit,
  family: "forecast",
  source: "predictions",
  value,
});
const lastDay = (source: MetricSource, value: string): StandardMetric => ({
  type: "date",
  unit: "date",
  family: "engagement",
  source,
  value,
  isMoment: true,
});

/** In the order people look for them. */
const catalogue = {
  purchases: total("purchases"),
  revenue: total("revenue_minor", "money"),
  purchases_30d: total("purchases_30d"),
  revenue_30d: total("revenue30d_minor", "money"),
  purchases_90d: total("purchases_90d"),
  revenue_90d: total("revenue90d_minor", "money"),
  purchases_365d: total("purchases_365d"),
  revenue_365d: total("revenue365d_minor", "money"),
  average_check: number("purchases", "money", "average_minor"),
  median_check: number("purchases", "money", "median_minor"),
  largest_check: number("purchases", "money", "largest_minor"),
  items_per_purchase: number("purchases", "number", "items_per_purchase"),
  average_item_price: number("purchases", "money", "average_item_minor"),
  discount_share: number("purchases", "share", "discount_share"),
  bonus_share: number("purchases", "share", "bonus_share"),
  returns: total("returns"),
  return_share: number("purchases", "share", "return_share"),

  visits: { ...total("visits"), family: "habits" },
  first_purchase_on: { ...number("habits", "date", "first_on"), type: "date" },
  last_purchase_on: { ...number("habits", "date", "last_on"), type: "date" },
  days_since_first_purchase: {
    ...number("habits", "days", "first_on"),
    value: "(:today - pm.first_on)",
    isDaily: true,
  },
  days_since_last_purchase: {
    ...number("habits", "days", "last_on"),
    value: "(:today - pm.last_on)",
    isDaily: true,
  },
  average_gap_days: number("habits", "days", "average_gap_days"),
  median_gap_days: number("habits", "days", "median_gap_days"),
  expected_next_on: { ...number("habits", "date", "expected_next_on"), type: "date" },
  overdue_ratio: {
    ...number("habits", "times", "last_on"),
    value: "((:today - pm.last_on)::numeric / nullif(pm.median_gap_days, 0))",
    isDaily: true,
  },
  online_share: number("habits", "share", "online_share"),
  channels: { ...total("channels"), family: "habits" },
  categories: { ...total("categories"), family: "habits" },

  favourite_store: favourite("store", "fav.external_id", "favouriteStore"),
  favourite_category: favourite("category", "fav.external_id", "favouriteCategory"),
  favourite_brand: favourite("brand", "nullif(pm.favourite_brand, '')"),
  favourite_product: favourite("product", "fav.external_id", "favouriteProduct"),
  favourite_weekday: favourite("weekday", "pm.favourite_weekday::text"),
  favourite_hour: number("favourites", "hour", "favourite_hour"),

  cltv_historic: { ...total("revenue_minor", "money"), family: "forecast" },
  cltv_12m: foretold("money", "pd.cltv12m_minor"),
  expected_purchases_12m: foretold("number", "pd.expected_purchases_12m"),
  expected_check: foretold("money", "pd.expected_check_minor"),
  purchase_probability_30d: foretold("share", "pd.purchase_probability_30d"),
  probability_active: foretold("share", "pd.probability_active"),
  churn_risk: foretold("share", "(1 - pd.probability_active)"),

  open_rate_90d: {
    type: "number",
    unit: "share",
    family: "engagement",
    source: "recentLetters",
    value: "avg(case when coalesce(m.first_opened_at, m.first_clicked_at) is null then 0 else 1 end)",
    isDaily: true,
  },
  click_rate_90d: {
    type: "number",
    unit: "share",
    family: "engagement",
    source: "recentLetters",
    value: "avg(case when m.first_clicked_at is null then 0 else 1 end)",
    isDaily: true,
  },
  last_message_on: lastDay("sent", "max(m.accepted_at)"),
  last_open_on: lastDay("openings", "max(coalesce(m.first_opened_at, m.first_clicked_at))"),
  last_click_on: lastDay("clicks", "max(greatest(m.first_clicked_at, m.last_clicked_at))"),
  last_visit_on: lastDay("presence", "customers.last_seen_at"),
  sessions_30d: {
    type: "number",
    unit: "count",
    family: "engagement",
    source: "recentVisits",
    value: "count(*)",
    isTotal: true,
    isDaily: true,
  },
  days_since_registration: {
    type: "number",
    unit: "days",
    family: "engagement",
    source: "person",
    value: "(:today - (customers.registered_at at time zone :zone)::date)",
    isDaily: true,
  },
  interest_category: {
    type: "text",
    unit: "category",
    family: "engagement",
    source: "interests",
    value: '(array_agg(iv.category order by iv.weight desc, iv.category collate "C"))[1]',
  },
} as const satisfies Record<string, StandardMetric>;
export type StandardMetricCode = keyof typeof catalogue;
export const standardMetrics: Record<StandardMetricCode, StandardMetric> = catalogue;
export const standardMetricCodes = Object.keys(catalogue) as StandardMetricCode[];
export const isStandardMetric = (code: string): code is StandardMetricCode => Object.hasOwn(catalogue, code);

const ownPrefix = "own.";
/** `own.milk_90d` → `milk_90d`; undefined for a standard one or anything else. */
export function ownMetricCode(metric: string): string | undefined {
  const code = metric.startsWith(ownPrefix) ? metric.slice(ownPrefix.length) : "";
  return metricCodePattern.test(code) ? code : undefined;
}
export const ownMetricName = (code: string): string => `${ownPrefix}${code}`;
/** What people may call their own. */
export const metricCodePattern = /^[a-z][a-z0-9_]{0,59}$/;

/** Which kinds of changes give a standard metric another value, and whether a new day does. */
export const dependenciesOf = (code: StandardMetricCode): { topics: readonly string[]; isDaily: boolean } => {
  const { source, isDaily = false } = standardMetrics[code];
  return { topics: metricSources[source].topics, isDaily };
};
