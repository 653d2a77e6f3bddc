"use client";
import { useCallback, useSyncExternalStore } from "react";
import { z } from "zod";

/** A person's arrangement of one table, kept in the browser. */
const layoutSchema = z.object({
  order: z.array(z.string()).default([]),
  hidden: z.array(z.string()).default([]),
  shown: z.array(z.string()).default([]),
  isFirstPinned: z.boolean().default(false),
  /** Pixels by column, where a person dragged its edge. */
  widths: z.record(z.string(), z.number()).default({}),
});
export type TableLayout = z.output<typeof layoutSchema>;

const emptyLayout: TableLayout = {
  order: [],
  hidden: [],
  shown: [],
  isFirstPinned: false,
  widths: {},
};
const listeners = new Set<() => void>();
const cache = new Map<string, { raw: string | null; layout: TableLayout }>();

function read(key: string): TableLayout {
  const raw = window.localStorage.getItem(key);
  const known = cache.get(key);
  if (known && known.raw === raw) return known.layout;
  let layout = emptyLayout;
  try {
    const parsed = layoutSchema.safeParse(JSON.parse(raw ?? "{}"));
    if (parsed.success) layout = parsed.data;
  } catch {
    // An unreadable layout is as good as none.
  }
  cache.set(key, { raw, layout });
  return layout;
}

const subscribe = (listener: () => void) => {
  listeners.add(listener);
  window.addEventListener("storage", listener);
  return () => {
    listeners.delete(listener);
    window.removeEventListener("storage", listener);
  };
};

/** The stored layout of the table `name`, and a setter. The server renders the default layout. */
export function useTableLayout(name: string) {
  const key = `carillon.table.${name}`;
  const layout = useSyncExternalStore(
    subscribe,
    () => read(key),
    () => emptyLayout,
  );
  const setLayout = useCallback(
    (changes: Partial<TableLayout> | "default") => {
      if (changes === "default") window.localStorage.removeItem(key);
      else window.localStorage.setItem(key, JSON.stringify({ ...read(key), ...changes }));
      for (const listener of listeners) listener();
    },
    [key],
  );
  return [layout, setLayout] as const;
}
