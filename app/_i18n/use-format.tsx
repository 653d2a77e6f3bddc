"use client";
import { useLocale } from "next-intl";
import { createContext, type ReactNode, useContext } from "react";
import { type Format, formatFor } from "./format";

interface ProjectConventions {
  timeZone: string;
  currency: string;
}
const Context = createContext<ProjectConventions>({ timeZone: "UTC", currency: "EUR" });

/** Tells every formatter below how this project writes dates and money. */
export const FormatProvider = ({ value, children }: { value: ProjectConventions; children: ReactNode }) => (
  <Context value={value}>{children}</Context>
);

/** The formatters, in the reader's language and the project's zone and currency. */
export function useFormat(): Format {
  const { timeZone, currency } = useContext(Context);
  return formatFor({ locale: useLocale(), timeZone, currency });
}
