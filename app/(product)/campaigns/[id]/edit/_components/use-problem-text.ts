"use client";
import { useTranslations } from "next-intl";
import { useCallback } from "react";
import type { Problem } from "@/server/domain/campaigns/nodes/kind";

/** A problem of a chain in the person's words. */
export function useProblemText(): (problem: Problem) => string {
  const t = useTranslations("campaigns");
  return useCallback(
    ({ code, params }: Problem) => {
      const port =
        typeof params.port === "string" && t.has(`ports.${params.port as "yes"}`)
          ? t(`ports.${params.port as "yes"}`)
          : params.port;
      return t(`problems.${code as "trigger_missing"}`, {
        ...params,
        ...(port === undefined ? {} : { port }),
      });
    },
    [t],
  );
}
