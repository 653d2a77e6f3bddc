/** By which way a refused input came. Rows of uploaded files (`import`) live with their import and are listed along. */
export const rejectDoors = [
  "tracking",
  "consumer",
  "rest",
  "import",
  "file",
  "sql",
  "bus",
  "webhook",
] as const;
export type RejectDoor = (typeof rejectDoors)[number];

/** What it was meant to become: decides how it is read again. */
export const rejectEntities = [
  "event",
  "customer",
  "order",
  "receipt",
  "product",
  "category",
  "store",
  "other",
] as const;
export type RejectEntity = (typeof rejectEntities)[number];

export const rejectStates = ["open", "resolved", "discarded"] as const;
export type RejectState = (typeof rejectStates)[number];

export const isRejectDoor = (door: string): door is RejectDoor =>
  (rejectDoors as readonly string[]).includes(door);

/** What a search looks through; the index over it is made of the very same words. */
export const rejectText = `reason || ' ' || coalesce(path, '') || ' ' || coalesce(origin, '') || ' ' || left(coalesce(payload, ''), 8000)`;
export const importRejectText = `message || ' ' || coalesce(field, '') || ' ' || left(raw::text, 8000)`;

const maxReason = 500;
const maxPath = 300;
const maxOrigin = 200;
/** An event's own limit; what is larger is shown cut and cannot be tried again. */
export const maxPayload = 32_768;

/**
 * A refused input in a form that PostgreSQL can hold. All of it comes from the caller, the path too: it names the
 * caller's own keys, and they may be the very thing that was refused (NUL, half a surrogate pair, thousands of letters).
 */
export function storableReject(one: {
  reason: string;
  path?: string | undefined;
  origin?: string | undefined;
  payload: string;
}): { reason: string; path: string | null; origin: string | null; payload: string } {
  return {
    reason: storable(one.reason, maxReason),
    path: one.path === undefined ? null : storable(one.path, maxPath),
    origin: one.origin === undefined ? null : storable(one.origin, maxOrigin),
    payload: storable(one.payload, maxPayload),
  };
}

/** Cut first: the cut itself may halve a pair. */
const storable = (text: string, length: number): string =>
  text.slice(0, length).replaceAll("\u0000", "\uFFFD").toWellFormed();
