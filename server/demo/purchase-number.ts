import type { DemoCustomer } from "./history";
import type { DemoStore } from "./people";

/** The number of a customer's next purchase. Not made of its time: two of one day may fall on the same second. */
export const purchaseNumber = (
  { index, purchases }: Pick<DemoCustomer, "index" | "purchases">,
  store: DemoStore | null,
): string => `${store?.code ?? "W"}-${String(index).padStart(5, "0")}-${purchases.length + 1}`;
