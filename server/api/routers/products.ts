import * as orders from "@/server/domain/orders";
import { mutationOf, queryOf, router } from "../trpc";

export const productsRouter = router({
  list: queryOf(orders.listProducts),
  get: queryOf(orders.getProduct),
  save: mutationOf(orders.saveProduct),
  categories: queryOf(orders.listCategories),
  saveCategories: mutationOf(orders.saveCategories),
  stores: queryOf(orders.listStores),
  saveStores: mutationOf(orders.saveStores),
});
