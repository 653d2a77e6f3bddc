"use client";
import { useTranslations } from "next-intl";
import { useFormat } from "@/app/_i18n/use-format";
import type { FoundFile } from "@/server/domain/integrations";

/** What a test saw: the server's key, the files, and what each would be loaded as. */
export function FoundFiles({
  total,
  files,
  hostKey,
}: {
  total: number;
  files: FoundFile[];
  hostKey: string | null;
}) {
  const t = useTranslations("files");
  const format = useFormat();
  return (
    <div className="rounded-lg border border-line p-3 text-sm" role="status">
      <p className="font-medium text-ok">{t("found.works", { count: total, shown: format.number(total) })}</p>
      {hostKey ? (
        <p className="mt-1 break-all text-muted text-xs">
          {t("found.key")} <code>{hostKey}</code>
        </p>
      ) : null}
      <ul className="mt-2 flex max-h-48 flex-col divide-y divide-line overflow-y-auto">
        {files.map((file) => (
          <li key={file.name} className="flex items-baseline justify-between gap-3 py-1">
            <span className="truncate">{file.name}</span>
            <span className="figures shrink-0 text-muted text-xs">
              {file.entity === null
                ? t("found.noPattern")
                : file.isLoadable
                  ? t(`entities.${file.entity}`)
                  : t("patterns.notYet", { entity: t(`entities.${file.entity}`) })}
              {" · "}
              {format.bytes(file.size)}
            </span>
          </li>
        ))}
      </ul>
    </div>
  );
}
