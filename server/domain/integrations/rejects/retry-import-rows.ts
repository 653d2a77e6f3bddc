import type { Tx } from "@/server/db/client";
import type { Reject, Settled } from "@/server/domain/rejects";
import { asAppError } from "@/server/platform/errors";
import { bindMapping } from "../fields/mapping";
import { applyRows } from "../imports/apply-rows";
import { findImport } from "../imports/store";
import { grouped, type RetryMeta, settledBy } from "./retry-records";

/** Rows of files, read as their import read them: its mapping, its form of dates and numbers. */
export async function retryImportRows(
  tx: Tx,
  rejects: readonly Reject[],
  meta: RetryMeta,
): Promise<Settled[]> {
  const settled: Settled[] = [];
  for (const [importId, group] of grouped(rejects, (one) => one.key.slice(1, 37))) {
    const record = await findImport(tx, importId);
    if (!record) continue;
    try {
      const { columns, dateOrder, decimal } = record.format;
      const rows = group.map((one, no) => ({
        n: no + 1,
        rowNo: Number(one.key.slice(38)),
        cells: JSON.parse(one.payload ?? "[]") as string[],
        broken: null,
        content: null,
        occurrence: 1,
      }));
      const applied = await applyRows(tx, rows, {
        entity: record.entity,
        bound: bindMapping(record.entity, record.mapping, columns),
        rules: { ...meta.rules, dateOrder, decimal },
        now: meta.now,
      });
      const refused = new Map(applied.rejects.map((one) => [one.rowNo, one]));
      for (const one of group) {
        const again = refused.get(Number(one.key.slice(38)));
        settled.push(
          settledBy(
            one,
            again
              ? {
                  outcome: "rejected",
                  problems: [{ path: again.field ?? "", code: again.code, message: again.message }],
                }
              : { outcome: "updated", problems: [] },
          ),
        );
      }
    } catch (error) {
      const reason = asAppError(error).message;
      for (const one of group) settled.push({ key: one.key, state: "open", reason });
    }
  }
  return settled;
}
