import type { Client } from "pg";
import type { DemoCustomer, DemoPurchase } from "./history";

export interface NumberedPurchase {
  id: number;
  customerId: number;
  externalId: string;
  purchase: DemoPurchase;
}

/** One seeding: what is drawn, where it goes, and the numbers given on the way. */
export interface Load {
  readonly client: Client;
  readonly options: { now: Date; baseUrl: string };
  readonly customers: DemoCustomer[];
  readonly categoryIds: Map<string, number>;
  readonly productIds: Map<string, number>;
  readonly storeIds: Map<string, number>;
  customerIds: number[];
  purchases: NumberedPurchase[];
  sourceId: number;
}

export const json = JSON.stringify;
export const externalIdOf = (customer: DemoCustomer) => `C-${String(customer.index).padStart(5, "0")}`;
export const productUrl = (load: Load, code: string) => `${load.options.baseUrl}/demo/shop/product/${code}`;
export const pictureUrl = (load: Load, code: string) => `${load.options.baseUrl}/demo/pictures/${code}.svg`;

/** The next `count` numbers of a sequence, given as an SQL expression. */
export async function numbers(load: Load, sequence: string, count: number): Promise<number[]> {
  const { rows } = await load.client.query<{ n: string }>(
    `select nextval(${sequence}) as n from generate_series(1, $1)`,
    [count],
  );
  return rows.map((row) => Number(row.n));
}
