"use client";
import { useTranslations } from "next-intl";
import { useCallback } from "react";
import { attributePrefix } from "@/server/domain/integrations/fields/catalogue";

/** A field's name in the person's language; a custom field goes by its own. */
export function useFieldText(): (code: string) => string {
  const t = useTranslations("imports");
  return useCallback(
    (code: string) => {
      if (code.startsWith(attributePrefix))
        return t("mapping.attribute", { name: code.slice(attributePrefix.length) });
      const key = `fields.${code.replaceAll(".", "_")}`;
      return t.has(key as "fields.email") ? t(key as "fields.email") : code;
    },
    [t],
  );
}
