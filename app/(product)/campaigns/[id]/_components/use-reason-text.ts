"use client";
import { useTranslations } from "next-intl";
import { useCallback } from "react";

/** Why somebody was dropped, a letter skipped or failed, in words. An unknown code is shown as it is. */
export function useReasonText() {
  const t = useTranslations("campaigns.reasons");
  return useCallback(
    (code: string): string => {
      const key = (code || "none") as "no_contact";
      return t.has(key) ? t(key) : code;
    },
    [t],
  );
}
