"use client";
import { useTranslations } from "next-intl";
import { useCallback } from "react";

/** What a function does, in the reader's language; one without a text here says its own name. */
export function useFunctionText() {
  const t = useTranslations("tasks.functions");
  return useCallback(
    ({ id, name }: { id: string; name: string }): { name: string; text: string } => {
      // The engine knows functions as carillon-campaigns.run-cohort; dots part levels of texts.
      const path = id.replace(/^carillon-/, "") as "campaigns.run-cohort";
      if (!t.has(`${path}.name`)) return { name, text: "" };
      return { name: t(`${path}.name`), text: t(`${path}.text`) };
    },
    [t],
  );
}
