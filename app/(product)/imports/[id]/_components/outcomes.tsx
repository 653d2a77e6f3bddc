"use client";
import { useTranslations } from "next-intl";
import { useFormat } from "@/app/_i18n/use-format";
import { Stat } from "@/app/_ui/display/stat";
import type { ImportView } from "@/server/domain/integrations";

/** The four things that can become of a row. */
export function Outcomes({ view }: { view: ImportView }) {
  const t = useTranslations("imports");
  const format = useFormat();
  const said = view.dryRun ? "wouldBe" : "outcomes";
  const customers =
    view.customersCreated > 0
      ? t("customersCreated", {
          count: view.customersCreated,
          shown: format.number(view.customersCreated),
        })
      : undefined;
  return (
    <div className="grid max-w-220 grid-cols-2 gap-x-8 gap-y-6 sm:grid-cols-4">
      <Stat label={t(`${said}.created`)} value={format.number(view.rows.created)} note={customers} />
      <Stat label={t(`${said}.updated`)} value={format.number(view.rows.updated)} />
      <Stat label={t(`${said}.unchanged`)} value={format.number(view.rows.unchanged)} />
      <Stat
        label={t(`${said}.rejected`)}
        value={format.number(view.rows.rejected)}
        href={view.rows.rejected > 0 ? "#rejects" : undefined}
      />
    </div>
  );
}
