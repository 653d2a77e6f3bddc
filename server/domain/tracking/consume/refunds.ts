import { sql } from "drizzle-orm";
import { arrayParam, type Tx } from "@/server/db/client";
import { fromMinor, toMinor } from "@/server/domain/fields/values/money";
import type { OrderInput } from "@/server/domain/orders";
import { currencyOf } from "./goods";
import { amountOf, type OwnedEvent } from "./order-events";

export interface Refund {
  orderId: number;
  event: OwnedEvent;
}

/** What each event gave back: with goods or an amount a part, else everything. */
const amountMinorOf = ({ properties }: OwnedEvent, currency: string): number | null => {
  const amount = amountOf(properties);
  return amount === undefined ? null : (toMinor(amount, currencyOf(properties) ?? currency) ?? null);
};

/**
 * Keeps these refunds and says what became of every order that they, or other events of this batch, touch: refunded when
 * the parts make up the total, whatever the order in which they and the total arrived.
 */
export async function refundedOrders(
  tx: Tx,
  refunds: readonly Refund[],
  /** Every order of this batch with whose it is now. */
  touched: ReadonlyMap<number, number>,
  currency: string,
): Promise<OrderInput[]> {
  if (refunds.length > 0)
    await tx.execute(sql`
      insert into order_refunds (order_id, event_id, amount_minor, at)
      select * from json_to_recordset(${JSON.stringify(
        refunds.map(({ orderId, event }) => ({
          order_id: orderId,
          event_id: event.log.id,
          amount_minor: amountMinorOf(event, currency),
          at: event.log.occurredAt,
        })),
      )}::text::json) as t (order_id bigint, event_id uuid, amount_minor bigint, at timestamptz)
      on conflict do nothing`);
  if (touched.size === 0) return [];
  const rows = await tx.execute<{
    external_id: string;
    total: number;
    currency: string | null;
    refunded: number | null;
    is_whole: boolean;
  }>(sql`
    select o.external_id, o.total_minor as total, o.currency, sum(r.amount_minor)::bigint as refunded, bool_or(r.amount_minor is null) as is_whole
    from unnest(${arrayParam([...touched.keys()], "bigint")}, ${arrayParam([...touched.values()], "bigint")}) as t (order_id, customer_id)
    join order_refunds r on r.order_id = t.order_id
    join orders o on o.customer_id = t.customer_id and o.id = t.order_id
    group by o.customer_id, o.id, o.external_id, o.total_minor, o.currency`);
  return rows.map((row) => {
    const refunded = row.is_whole ? Number(row.total) : Number(row.refunded ?? 0);
    const isWhole = row.is_whole || refunded >= Number(row.total);
    return {
      externalId: row.external_id,
      paymentStatus: isWhole ? "refunded" : "partially_refunded",
      attributes: { refunded_total: fromMinor(refunded, row.currency ?? currency) },
    };
  });
}
