"use client";
import { useTranslations } from "next-intl";
import { useCallback, useMemo } from "react";
import type { FieldDef, FieldObject } from "@/server/domain/fields/model";

/** What fields and groups are called: people's own names, and the interface's names of the system's. */
export function useFieldNames() {
  const t = useTranslations("fields");
  const field = useCallback(
    (one: Pick<FieldDef, "scope" | "code" | "name" | "object">): string => {
      if (one.scope === "custom") return one.name;
      const key = `system.${one.object}.${one.code}`;
      const common = `system.common.${one.code}`;
      if (t.has(key as "optional")) return t(key as "optional");
      return t.has(common as "optional") ? t(common as "optional") : one.name;
    },
    [t],
  );
  const group = useCallback(
    (one: { code: string; name: string }): string => {
      if (one.name) return one.name;
      const key = `groups.${one.code}`;
      return one.code && t.has(key as "optional") ? t(key as "optional") : one.code || t("noGroup");
    },
    [t],
  );
  const object = useCallback((one: FieldObject): string => t(`objects.${one}`), [t]);
  return useMemo(() => ({ field, group, object }), [field, group, object]);
}
