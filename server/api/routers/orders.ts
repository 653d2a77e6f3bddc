import * as orders from "@/server/domain/orders";
import { queryOf, router } from "../trpc";

export const ordersRouter = router({
  list: queryOf(orders.listOrders),
  count: queryOf(orders.countOrders),
  countReceipts: queryOf(orders.countReceipts),
  get: queryOf(orders.getOrder),
  receipts: queryOf(orders.listReceipts),
  receipt: queryOf(orders.getReceipt),
});
