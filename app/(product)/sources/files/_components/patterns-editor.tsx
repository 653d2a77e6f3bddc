"use client";
import { Plus, X } from "lucide-react";
import { useTranslations } from "next-intl";
import { Button } from "@/app/_ui/action/button";
import { IconButton } from "@/app/_ui/action/icon-button";
import { Input } from "@/app/_ui/input/input";
import { Select } from "@/app/_ui/input/select";
import type { FilePattern } from "@/server/domain/integrations";
import { isLoadable, loadOrder } from "@/server/domain/integrations/file-sources/model";

/** Which names hold what. The first that fits decides. */
export function PatternsEditor({
  patterns,
  onChange,
}: {
  patterns: readonly FilePattern[];
  onChange(patterns: FilePattern[]): void;
}) {
  const t = useTranslations("files");
  const set = (at: number, changes: Partial<FilePattern>) =>
    onChange(patterns.map((one, i) => (i === at ? { ...one, ...changes } : one)));
  return (
    <fieldset className="flex flex-col gap-2">
      <legend className="mb-1.5 font-medium text-sm">{t("patterns.title")}</legend>
      <p className="text-muted text-xs">{t("patterns.help")}</p>
      {patterns.map((one, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: rows have no name of their own while they are typed.
        <div key={i} className="flex items-center gap-2">
          <Input
            className="min-w-0 flex-1"
            aria-label={t("patterns.pattern")}
            value={one.pattern}
            onChange={(event) => set(i, { pattern: event.target.value })}
          />
          <Select
            className="w-44"
            label={t("patterns.entity")}
            value={one.entity}
            onChange={(entity) => set(i, { entity, mapping: null })}
            options={loadOrder.map((value) => ({
              value,
              label: t(`entities.${value}`),
              ...(isLoadable(value)
                ? {}
                : { hint: t("patterns.notYet", { entity: t(`entities.${value}`) }) }),
            }))}
          />
          <IconButton
            label={t("patterns.remove")}
            disabled={patterns.length === 1}
            onClick={() => onChange(patterns.filter((_, at) => at !== i))}
          >
            <X />
          </IconButton>
        </div>
      ))}
      <div>
        <Button
          size="sm"
          variant="ghost"
          icon={<Plus />}
          onClick={() =>
            onChange([...patterns, { pattern: "*.csv", entity: "customers", mapping: null, format: {} }])
          }
        >
          {t("patterns.add")}
        </Button>
      </div>
    </fieldset>
  );
}
