"use client";
import { useCallback, useState } from "react";

/**
 * Whether content of this width is wider than the element the ref is put on. A table that fits scrolls with the page,
 * and its head sticks to the window; a wider one scrolls in a frame of its own, and its head sticks to that.
 */
export function useIsWider(contentWidth: number) {
  const [width, setWidth] = useState<number>();
  const ref = useCallback((element: HTMLElement | null) => {
    if (!element) return;
    const observer = new ResizeObserver(([entry]) => entry && setWidth(entry.contentRect.width));
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  return [ref, width !== undefined && contentWidth > width] as const;
}
