"use client";
import { useTranslations } from "next-intl";
import { useCallback } from "react";

/** What a function does, in the reader's language; one without a text here says its own name. */
export function useFunctionText() {
  const t = useTranslations("tasks.functions");
  return useCallback(
    ({ id, name }: { id: string; name: string }): { name: string; text: string } => {
      // Dots part levels of texts: campaigns.run-cohort is functions → campaigns → run-cohort.
      const key = `${id}.name` as "campaigns.run-cohort.name";
      if (!t.has(key)) return { name, text: "" };
      return { name: t(key), text: t(`${id}.text` as "campaigns.run-cohort.text") };
    },
    [t],
  );
}
