import { sql } from "drizzle-orm";
import { jsonParam, type Tx } from "@/server/db/client";

export interface ContactCode {
  customerId: number;
  /** The address it was found out about; a customer who has another by now is left alone. */
  address: string;
  /** 1-29 soft, 30 and above hard. */
  code: number;
}

/** What sending taught about e-mail addresses. A hard code stays until the address changes; a soft one never hides it. */
export async function noteEmailCodes(tx: Tx, codes: readonly ContactCode[]): Promise<void> {
  if (codes.length === 0) return;
  const worst = new Map<string, ContactCode>();
  for (const entry of codes) {
    const key = `${entry.customerId} ${entry.address}`;
    if ((worst.get(key)?.code ?? -1) < entry.code) worst.set(key, entry);
  }
  const rows = [...worst.values()].sort((a, b) => a.customerId - b.customerId);
  await tx.execute(sql`
    update customers c set email_code = r.code
    from jsonb_to_recordset(${jsonParam(rows)}) as r("customerId" bigint, address text, code smallint)
    where c.id = r."customerId" and c.email = r.address and c.email_code < 30 and c.email_code <> r.code`);
}
