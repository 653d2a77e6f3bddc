const maxReason = 500;
const maxPath = 300;
const maxPayload = 2_000;

/**
 * A refused input in a form that PostgreSQL can hold. All three come from the caller, the path too: it names the
 * caller's own keys, and they may be the very thing that was refused (NUL, half a surrogate pair, thousands of letters).
 */
export function storableReject(one: { reason: string; path?: string | undefined; payload: string }): {
  reason: string;
  path: string | null;
  payload: string;
} {
  return {
    reason: storable(one.reason, maxReason),
    path: one.path === undefined ? null : storable(one.path, maxPath),
    payload: storable(one.payload, maxPayload),
  };
}

/** Cut first: the cut itself may halve a pair. */
const storable = (text: string, length: number): string =>
  text.slice(0, length).replaceAll("\u0000", "\uFFFD").toWellFormed();
