import * as orders from "@/server/domain/orders";
import { queryOf, router } from "../trpc";

export const ordersRouter = router({
  list: queryOf(orders.listOrders),
  get: queryOf(orders.getOrder),
  receipts: queryOf(orders.listReceipts),
  receipt: queryOf(orders.getReceipt),
});
