import type { Tx } from "@/server/db/client";
import { type IdentityRules, kindCode, refsOf } from "../identity-rules";
import { loadStanding } from "../identity-store";
import { identityKey } from "../model";
import type { CustomerWrite } from "../row";
import type { MergeRequest } from "./decide";
import { mergeCustomers } from "./merge";

/**
 * Before a load that asks for it: people whom one row names at once become one, where at least one of the identifiers
 * that differ is of a kind that may merge. People that the same load creates are not looked at: they have no past.
 */
export async function mergeClaimed(
  tx: Tx,
  writes: readonly CustomerWrite[],
  rules: IdentityRules,
  meta: { now: Date; via: string },
): Promise<void> {
  const several = writes.filter(
    (write) => refsOf(write, rules).length + (write.id === undefined ? 0 : 1) > 1,
  );
  if (several.length === 0) return;
  const refs = new Map(
    several.flatMap((write) => refsOf(write, rules)).map((ref) => [identityKey(ref.kind, ref.value), ref]),
  );
  const { owners } = await loadStanding(tx, [...refs.values()]);
  const ownerOf = new Map(owners.map((one) => [identityKey(one.kind, one.value), one.customerId]));
  const requests = several.flatMap((write): MergeRequest[] => {
    const named = refsOf(write, rules).flatMap((ref) => {
      const owner = ownerOf.get(identityKey(ref.kind, ref.value));
      return owner === undefined
        ? []
        : [{ owner, mayMerge: rules.get(kindCode(ref.kind))?.mayMerge ?? false }];
    });
    const main = write.id ?? named[0]?.owner;
    // One that may merge speaks for whom it names, be it the strongest of the row or the weakest.
    const speaks = write.id === undefined && named[0]?.mayMerge;
    const others = named
      .filter(({ owner, mayMerge }) => owner !== main && (mayMerge || speaks))
      .map(({ owner }) => owner);
    return main === undefined || others.length === 0 ? [] : [{ ids: [main, ...others], rule: "upsert" }];
  });
  await mergeCustomers(tx, requests, { now: meta.now, actor: meta.via });
}
