"use client";
import type { ReactNode } from "react";

export interface FoundObject {
  href: string;
  label: string;
  hint?: string | undefined;
  icon?: ReactNode;
}
export interface FoundGroup {
  /** Key in `shell.pages`. */
  id: string;
  items: FoundObject[];
}

/** Customers, campaigns and templates that match what is being typed; asked from two letters on. */
export function useFoundObjects(_text: string): { groups: FoundGroup[]; isLoading: boolean } {
  return { groups: [], isLoading: false };
}
