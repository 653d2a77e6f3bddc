import type { Tx } from "@/server/db/client";
import { hardCode } from "./codes";
import { healthAfter, noHealth } from "./health";
import {
  addressKey,
  addSoftFailures,
  lockHealth,
  type OwnedAddress,
  saveHealth,
  softFailures,
} from "./health-store";

/** What sending, or asking DNS, taught about an address. */
export interface ContactReport extends OwnedAddress {
  /** 0: something arrived there. */
  code: number;
  at: Date;
  /** The message it was learned by; one message counts once. */
  ref: string;
  /** provider | complaint | dns | number */
  by: string;
}

/**
 * Keeps reports with their addresses and gives the owners of these addresses the codes that follow. Set-wise; any order
 * and any repetition of the same reports ends in the same. How many people's codes changed.
 */
export async function noteContacts(tx: Tx, reports: readonly ContactReport[], now: Date): Promise<number> {
  if (reports.length === 0) return 0;
  const byAddress = new Map<string, ContactReport[]>();
  for (const report of reports)
    byAddress.set(addressKey(report), [...(byAddress.get(addressKey(report)) ?? []), report]);
  const addresses = [...byAddress.values()].flatMap((list) => list.slice(0, 1));
  const before = await lockHealth(tx, addresses);
  await addSoftFailures(
    tx,
    reports.filter((report) => report.code > 0 && report.code < hardCode),
  );
  const softAt = await softFailures(tx, addresses);
  const after = addresses.map(({ kind, value, customerId }) => {
    const key = addressKey({ kind, value });
    const health = healthAfter(before.get(key) ?? noHealth, byAddress.get(key) ?? [], softAt.get(key) ?? []);
    return { kind, value, customerId, ...health };
  });
  return saveHealth(tx, after, now);
}
