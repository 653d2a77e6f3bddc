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
  edit: mutationOf(orders.editProduct),
  sales: queryOf(orders.getProductSales),
  companions: queryOf(orders.getProductCompanions),
  buyers: queryOf(orders.listBuyers),
  createCategory: mutationOf(orders.createCategory),
  editCategory: mutationOf(orders.editCategory),
  deleteCategory: mutationOf(orders.deleteCategory),
  store: queryOf(orders.getStore),
  storeSales: queryOf(orders.getStoreSales),
  storeFigures: queryOf(orders.listStoreFigures),
  editStore: mutationOf(orders.editStore),
});
