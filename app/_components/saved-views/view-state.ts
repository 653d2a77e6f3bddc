import type { SavedView } from "@/server/domain/views";

export type View = SavedView;
export type ViewedList = "customers" | "orders" | "receipts" | "products";

/** The part of an address that is the list's own; what is peeked at is not. */
export const searchOf = (params: URLSearchParams, keys: readonly string[]): Record<string, string> =>
  Object.fromEntries(
    keys.flatMap((key) => {
      const value = params.get(key);
      return value ? [[key, value]] : [];
    }),
  );

/** The screen shows something else than the view says. */
export const isChanged = (view: Pick<View, "state">, search: Record<string, string>): boolean => {
  const sorted = (record: Record<string, string>) => JSON.stringify(Object.entries(record).sort());
  return sorted(view.state.search) !== sorted(search);
};
