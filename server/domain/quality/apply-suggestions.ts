import type { Tx } from "@/server/db/client";
import type { CustomerInput } from "@/server/domain/customers";
import { upsertCustomers } from "@/server/domain/customers";
import { currentValues, type Due, type Settled, settle } from "./store/suggestions";

export interface Applied {
  changed: number;
  refused: number;
}

/**
 * Writes suggestions (or takes them back) through the one way by which people are written. One whose values have changed
 * since is about nothing any more and is dropped; an address that is another customer's stays with that one.
 */
export async function applySuggestions(
  tx: Tx,
  due: readonly Due[],
  way: "accept" | "undo",
  by: string | null,
  now: Date,
): Promise<Applied> {
  if (due.length === 0) return { changed: 0, refused: 0 };
  const values = await currentValues(tx, [...new Set(due.map((one) => one.customerId))]);
  const fits = due.map((one) => {
    const person = values.get(one.customerId);
    return (
      person !== undefined &&
      Object.entries(one.changes).every(
        ([field, { from, to }]) => person[field] === (way === "accept" ? from : to),
      )
    );
  });
  const rows = due.filter((_, i) => fits[i]);
  const results = await upsertCustomers(
    tx,
    rows.map((one) => inputOf(one, way)),
    { via: "quality", now, onTaken: "reject", onInvalid: "reject" },
  );
  const outcome = new Map(rows.map((one, i) => [one, results[i]]));
  const settled = due.map((one): Settled => {
    const result = outcome.get(one);
    const isWritten = result !== undefined && result.outcome !== "rejected";
    const refusal =
      result === undefined ? "changed_meanwhile" : isWritten ? null : (result.problems[0]?.code ?? "refused");
    const { customerId, kind } = one;
    if (way === "undo") return { customerId, kind, state: isWritten ? "pending" : "accepted", refusal };
    return { customerId, kind, state: isWritten ? "accepted" : "rejected", refusal };
  });
  await settle(tx, settled, by, now);
  return {
    changed: settled.filter((one) => one.refusal === null).length,
    refused: settled.filter((one) => one.refusal !== null).length,
  };
}

function inputOf(one: Due, way: "accept" | "undo"): CustomerInput {
  const values = Object.entries(one.changes).map(([field, { from, to }]) => [
    field,
    way === "accept" ? to : from,
  ]);
  return { id: one.customerId, ...Object.fromEntries(values) };
}
