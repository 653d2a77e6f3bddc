/** What this domain tells others. Ids and counts only. */
export const orderChanged = "orders/order.changed";
export interface OrderChanged {
  /** How many orders and receipts were created or changed in the transaction. */
  count: number;
  via: string;
}
