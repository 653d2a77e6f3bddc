"use client";
import { usePathname, useSearchParams } from "next/navigation";
import { useCallback, useMemo } from "react";
import type { SearchSpec } from "./search-params";

interface SetOptions {
  /** Makes a step for the browser's Back; typing and sorting replace instead. */
  isStep?: boolean;
}

/**
 * The page's values in the address, and a setter. Changes the address without a trip to the server: the queries that
 * read the values do the fetching.
 */
// biome-ignore lint/suspicious/noExplicitAny: the shape is recovered from the argument
export function useSearch<Spec extends SearchSpec<any>>(spec: Spec) {
  type Values = ReturnType<Spec["read"]>;
  const params = useSearchParams();
  const path = usePathname();
  const raw = params.toString();
  const values = useMemo(() => spec.read(new URLSearchParams(raw)) as Values, [spec, raw]);
  const set = useCallback(
    (changes: Partial<Values>, { isStep = false }: SetOptions = {}) => {
      const current = new URLSearchParams(window.location.search);
      const address = `${path}${spec.query(changes, current)}`;
      if (isStep) window.history.pushState(null, "", address);
      else window.history.replaceState(null, "", address);
    },
    [spec, path],
  );
  return [values, set] as const;
}
