"use client";
import { createContext, type ReactNode, useContext } from "react";
import type { Permission, Role } from "@/server/kernel/access";

/** The person who is signed in, as the shell knows her. */
export interface Self {
  id: string;
  name: string;
  email: string;
  role: Role;
  permissions: readonly Permission[];
  company: string;
}
const Context = createContext<Self | undefined>(undefined);

export const SelfProvider = ({ value, children }: { value: Self; children: ReactNode }) => (
  <Context value={value}>{children}</Context>
);

export function useSelf(): Self {
  const self = useContext(Context);
  if (!self) throw new Error("useSelf belongs inside the product's pages, below app/(product)/layout.tsx.");
  return self;
}

/** Hides what the person cannot do. The server checks again: this is manners, not a lock. */
export function useCan(permission: Permission): boolean {
  return useSelf().permissions.includes(permission);
}
