/**
 * What was bought and what can be bought: orders, receipts, products, categories, stores.
 *
 * Writing, set-wise: `upsertOrders`, `upsertReceipts` (`{ results, customersCreated }`), `upsertProducts`,
 * `upsertCategories`, `upsertStores` (results). Each takes up to 10,000 raw rows in a constant number of statements
 * and answers one result a row, as if the rows had been written one after another.
 *
 * An order has an external id, unique for good (`record_keys`); so has a receipt. Its customer is named in any way that
 * `upsertCustomers` understands and is created when unknown; an order of nobody known belongs to the visitor's number
 * until she is (`visitorId`). A later write that names another customer moves it, with its lines. Without a total it
 * costs what its lines cost. Amounts are decimals in the project's currency (or the row's `currency`), kept as minor
 * units. A new record needs a customer, a moment and a total or lines; a change needs only the external id.
 *
 * Order: created → confirmed → completed, cancelled from anywhere. Shops are the source of truth and may set any status;
 * events (`isForwardOnly`) arrive in any order and never turn it back. Payment and delivery have their own statuses.
 * Receipt: completed, cancelled, returned. `order_external_id` says which order it pays for.
 *
 * In the same transaction as a change: the customers' metrics (refreshMetrics) and `dirty_customers` of topic
 * `attribution`. The caller announces `orders/order.changed` once per transaction.
 *
 * Lock order, everywhere: people, then record keys, then the catalogue. A lost race replays in its savepoint.
 *
 * Categories form a tree: `path` holds the ids from the root down; a parent below its own child is refused (`cycle`).
 * Stores and categories met first as a reference are made, named by their external id until somebody names them.
 */
export type { PurchaseResult } from "./apply";
export {
  type ItemResult,
  saveCategories,
  saveCategory,
  saveOrder,
  saveOrders,
  saveProduct,
  saveProducts,
  saveReceipt,
  saveReceipts,
  saveStore,
  saveStores,
} from "./commands";
export { createCategory, editCategory, editProduct, editStore } from "./edit-catalogue";
export { type OrderChanged, orderChanged } from "./events";
export type { RecordRules } from "./fields";
export type { PurchaseTotals } from "./purchase-filter";
export type { OrderInput, PurchaseLineInput, ReceiptInput } from "./purchase-row";
export {
  countOrders,
  countReceipts,
  getOrder,
  getProduct,
  getReceipt,
  listCategories,
  listOrders,
  listProducts,
  listReceipts,
  listStores,
  type PurchaseItem,
} from "./queries";
export type { CategoryView, ProductView, PurchaseView, StoreView } from "./read-store";
export { deleteCategory, deleteProduct, deleteStore } from "./remove-catalogue";
export { type RevertedKind, removeRecords, revertRecords } from "./revert";
export {
  getProductCompanions,
  getProductSales,
  getStore,
  getStoreSales,
  listBuyers,
  listStoreFigures,
} from "./sales";
export type { BuyerName, Companion, ProductSales, SalesMonth, StoreFigures } from "./sales-store";
export {
  type CatalogueMeta,
  type CatalogueResult,
  type CategoryInput,
  type ProductInput,
  type StoreInput,
  upsertCategories,
  upsertProducts,
  upsertStores,
} from "./upsert-catalogue";
export {
  type PurchaseMeta,
  type PurchasesUpserted,
  recordRules,
  upsertOrders,
  upsertReceipts,
} from "./upsert-purchases";
