import { deterministicUuid } from "@/server/platform/ids";
import { copyRows } from "./copy";
import { json, type Load, pictureUrl, productUrl } from "./load";

/** Visits, events, and the carts they left. */
export async function loadWeb(load: Load): Promise<{ events: number; carts: number }> {
  const visits = load.customers.flatMap((customer, i) =>
    customer.visits.map((visit) => ({ customer, visit, id: load.customerIds[i] ?? 0 })),
  );
  const { baseUrl } = load.options;
  const context = (path: string, referrer: string | null) =>
    json({ page: { url: `${baseUrl}${path}`, path, ...(referrer ? { referrer } : {}) } });
  const events = await copyRows(
    load.client,
    "customer_events",
    [
      "customer_id",
      "occurred_at",
      "id",
      "origin_id",
      "source_id",
      "type",
      "name",
      "properties",
      "context",
      "received_at",
    ],
    visits.flatMap(({ visit, id }) =>
      visit.events.map(
        (event, n) =>
          [
            id,
            event.at,
            deterministicUuid("demo", id, visit.startedAt.getTime(), n),
            id,
            load.sourceId,
            event.type,
            event.name,
            json(event.properties),
            context(event.path, n === 0 ? visit.referrer : null),
            event.at,
          ] as const,
      ),
    ),
  );
  await copyRows(
    load.client,
    "visits",
    [
      "customer_id",
      "started_at",
      "origin_id",
      "last_event_at",
      "source_id",
      "events",
      "pages",
      "landing_url",
      "referrer",
    ],
    visits.map(({ visit, id }) => [
      id,
      visit.startedAt,
      id,
      visit.lastEventAt,
      load.sourceId,
      visit.events.length,
      visit.events.filter((e) => e.type === "page").length,
      `${baseUrl}/demo/shop`,
      visit.referrer,
    ]),
  );
  const open = load.customers.flatMap((customer, i) => {
    const last = customer.visits.at(-1);
    const isFresh =
      last &&
      last.leftInCart.length > 0 &&
      load.options.now.getTime() - last.lastEventAt.getTime() < 30 * 86_400_000;
    return isFresh ? [{ id: load.customerIds[i] ?? 0, visit: last }] : [];
  });
  const carts = await copyRows(
    load.client,
    "carts",
    [
      "customer_id",
      "container",
      "state",
      "started_at",
      "last_action_at",
      "items",
      "items_count",
      "total_minor",
      "currency",
      "cart_url",
      "source_id",
    ],
    open.map(({ id, visit }) => {
      const adds = visit.events.filter((event) => event.name === "Product Added");
      const items = visit.leftInCart.map((line) => ({
        productId: line.product.code,
        name: line.product.name,
        quantity: line.quantity,
        priceMinor: line.priceMinor,
        url: productUrl(load, line.product.code),
        imageUrl: pictureUrl(load, line.product.code),
        category: line.product.category,
      }));
      return [
        id,
        "cart",
        "open",
        adds[0]?.at,
        adds.at(-1)?.at,
        json(items),
        items.reduce((sum, item) => sum + item.quantity, 0),
        items.reduce((sum, item) => sum + item.priceMinor * item.quantity, 0),
        "RUB",
        `${baseUrl}/demo/shop/cart`,
        load.sourceId,
      ];
    }),
  );
  return { events, carts };
}
