/** What this domain tells others. Ids and counts only. */
export const customersChanged = "customers/customer.changed";
export interface CustomersChanged {
  /** How many were created or changed in the transaction. */
  count: number;
  via: string;
}

/** Two or more people became one, or were taken apart again. */
export const customersMerged = "customers/customer.merged";
export interface CustomersMerged {
  count: number;
}
