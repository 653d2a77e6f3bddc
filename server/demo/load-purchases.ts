import { copyRows } from "./copy";
import type { Load, NumberedPurchase } from "./load";
import { numbers } from "./load";

/** Orders and receipts with their lines, then the metrics over them. */
export async function loadPurchases(load: Load): Promise<void> {
  const flat = load.customers.flatMap((customer, i) =>
    customer.purchases.map((purchase) => ({ purchase, customerId: load.customerIds[i] ?? 0 })),
  );
  const ids = await numbers(load, "pg_get_serial_sequence('record_keys', 'id')", flat.length);
  load.purchases = flat.map(({ purchase, customerId }, i) => ({
    id: ids[i] ?? 0,
    customerId,
    externalId: purchase.number,
    purchase,
  }));
  const orders = load.purchases.filter(({ purchase }) => purchase.kind === "order");
  const receipts = load.purchases.filter(({ purchase }) => purchase.kind === "receipt");
  await copyRows(
    load.client,
    "record_keys",
    ["kind", "external_id", "customer_id", "id"],
    load.purchases.map((p) => [p.purchase.kind, p.externalId, p.customerId, p.id]),
  );
  await copyRows(
    load.client,
    "orders",
    [
      "customer_id",
      "id",
      "external_id",
      "number",
      "occurred_at",
      "status",
      "delivery_status",
      "payment_status",
      "channel",
      "total_minor",
      "currency",
      "created_at",
      "updated_at",
    ],
    orders.map(({ customerId, id, externalId, purchase: p }) => [
      customerId,
      id,
      externalId,
      externalId,
      p.at,
      p.status,
      p.status === "completed" ? "delivered" : p.status === "cancelled" ? null : "packing",
      p.status === "cancelled" ? "refunded" : "paid",
      "web",
      p.totalMinor,
      "RUB",
      p.at,
      p.at,
    ]),
  );
  await copyRows(
    load.client,
    "receipts",
    [
      "customer_id",
      "id",
      "external_id",
      "number",
      "occurred_at",
      "status",
      "store_id",
      "channel",
      "total_minor",
      "currency",
      "created_at",
    ],
    receipts.map(({ customerId, id, externalId, purchase: p }) => [
      customerId,
      id,
      externalId,
      externalId,
      p.at,
      p.status,
      p.store ? load.storeIds.get(p.store.code) : null,
      "store",
      p.totalMinor,
      "RUB",
      p.at,
    ]),
  );
  const lines = ({ customerId, id, purchase }: NumberedPurchase) =>
    purchase.lines.map(
      (line, no) =>
        [
          customerId,
          id,
          no + 1,
          load.productIds.get(line.product.code),
          line.product.code,
          line.product.name,
          line.quantity,
          line.priceMinor,
          line.priceMinor * line.quantity,
        ] as const,
    );
  const columns = (id: string) => [
    "customer_id",
    id,
    "line_no",
    "product_id",
    "product_external_id",
    "name",
    "quantity",
    "price_minor",
    "total_minor",
  ];
  await copyRows(load.client, "order_lines", columns("order_id"), orders.flatMap(lines));
  await copyRows(load.client, "receipt_lines", columns("receipt_id"), receipts.flatMap(lines));
}

export async function loadMetrics(load: Load): Promise<void> {
  await load.client.query(`
    insert into customer_metrics (customer_id, purchases, revenue_minor, first_purchase_at, last_purchase_at, updated_at)
    select c.id, count(p.customer_id), coalesce(sum(p.total_minor), 0), min(p.occurred_at), max(p.occurred_at), now()
    from customers c left join (
      select customer_id, total_minor, occurred_at from orders where status <> 'cancelled'
      union all select customer_id, total_minor, occurred_at from receipts where status = 'completed') p on p.customer_id = c.id
    group by c.id`);
}

/** The names that events have been seen under, as the log's reader would have noted them. */
export async function loadEventNames(load: Load): Promise<void> {
  await load.client.query(`
    insert into event_names (type, name, first_seen_at, last_seen_at, events)
    select type, name, min(occurred_at), max(occurred_at), count(*) from customer_events where type in ('track', 'page', 'screen') group by type, name
    on conflict do nothing`);
}
