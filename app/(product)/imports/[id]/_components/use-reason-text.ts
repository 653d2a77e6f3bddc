"use client";
import { useLocale, useTranslations } from "next-intl";
import { useCallback } from "react";
import type { Reject } from "@/server/domain/integrations";

/**
 * Why a row was refused. The server's sentence names the value and the remedy, in English; other languages say the
 * kind of problem, and the row beside it shows the value.
 */
export function useReasonText(): (reject: Pick<Reject, "code" | "message">) => string {
  const t = useTranslations("imports.reasons");
  const locale = useLocale();
  return useCallback(
    ({ code, message }) => (locale !== "en" && t.has(code as "required") ? t(code as "required") : message),
    [t, locale],
  );
}
