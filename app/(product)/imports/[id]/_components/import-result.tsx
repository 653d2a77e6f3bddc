"use client";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { ExactTime } from "@/app/_components/moment";
import { PageBody } from "@/app/_components/page-body";
import { useCan } from "@/app/_components/use-can";
import { useFormat } from "@/app/_i18n/use-format";
import { problemOf } from "@/app/_trpc/problem";
import { Button } from "@/app/_ui/action/button";
import { DescriptionList } from "@/app/_ui/display/description-list";
import { Section } from "@/app/_ui/layout/section";
import type { ImportView } from "@/server/domain/integrations";
import type { ImportEntity } from "@/server/domain/integrations/fields/catalogue";
import { Outcomes } from "./outcomes";
import { RejectsList } from "./rejects-list";
import { UndoImport } from "./undo-import";
import { useFieldText } from "./use-field-text";
import { useStart } from "./use-start";

const placeOf: Record<ImportEntity, string> = {
  customers: "/customers",
  orders: "/customers",
  receipts: "/customers",
  products: "/products",
  categories: "/products/categories",
  stores: "/products/stores",
};

/** What became of the rows, why some were refused, and what to do next. */
export function ImportResult({ view }: { view: ImportView }) {
  const t = useTranslations("imports.result");
  const format = useFormat();
  const title = view.dryRun && view.status === "succeeded" ? t("checked") : t(view.status as "succeeded");
  return (
    <PageBody>
      <div className="flex flex-col gap-2 pt-2">
        <h2 className="font-semibold text-lg">{title}</h2>
        {view.error ? (
          <p role="alert" className="max-w-160 text-bad text-sm">
            {view.error}
          </p>
        ) : null}
        {view.startedAt && view.finishedAt ? (
          <p className="figures text-muted text-sm">
            {t("took", {
              count: view.rows.done,
              rows: format.number(view.rows.done),
              duration: format.duration(Math.max(1, (+view.finishedAt - +view.startedAt) / 1000)),
            })}
          </p>
        ) : null}
      </div>
      <Outcomes view={view} />
      <NextSteps view={view} />
      {view.rows.rejected > 0 ? <RejectsList id={view.id} total={view.rows.rejected} /> : null}
      <UndoImport view={view} />
      <HowItWasRead view={view} />
    </PageBody>
  );
}

function NextSteps({ view }: { view: ImportView }) {
  const t = useTranslations("imports.result");
  const format = useFormat();
  const canRun = useCan("imports:run");
  const start = useStart();
  const isDone = view.status === "succeeded" && !view.dryRun;
  const good = view.rows.total - view.rows.rejected;
  const canImport = view.dryRun && view.status === "succeeded" && good > 0;
  const run = () => {
    const { id, entity, mapping, format: fileFormat } = view;
    start.mutate({ id, entity, mapping, format: fileFormat, dryRun: false });
  };
  return (
    <div className="flex flex-col gap-2">
      <div className="flex flex-wrap gap-2">
        {isDone ? (
          <>
            <Button variant="primary" asChild>
              <Link href={placeOf[view.entity]}>{t(`see.${view.entity}`)}</Link>
            </Button>
            {canRun ? (
              <Button asChild>
                <Link href={`/imports/new?entity=${view.entity}`}>{t("another")}</Link>
              </Button>
            ) : null}
          </>
        ) : null}
        {!isDone && canRun && view.canStart ? (
          <>
            {canImport ? (
              <Button variant="primary" isBusy={start.isPending} onClick={run}>
                {t("import", { count: good, rows: format.number(good) })}
              </Button>
            ) : null}
            <Button asChild>
              <Link href={`/imports/${view.id}?step=map`}>{t("changeMapping")}</Link>
            </Button>
          </>
        ) : null}
        {!isDone && canRun && !view.canStart ? (
          <Button asChild>
            <Link href={`/imports/new?entity=${view.entity}`}>{t("again")}</Link>
          </Button>
        ) : null}
      </div>
      {start.isError ? (
        <p role="alert" className="text-bad text-sm">
          {problemOf(start.error)?.message ?? t("noConnection")}
        </p>
      ) : null}
    </div>
  );
}

function HowItWasRead({ view }: { view: ImportView }) {
  const t = useTranslations("imports");
  const text = useFieldText();
  return (
    <Section title={t("result.how")}>
      <DescriptionList
        className="max-w-180"
        items={[
          { label: t("entity"), value: t(`entities.${view.entity}`) },
          {
            label: t("mapping.title"),
            value: (
              <ul>
                {mappedColumns(view).map(([column, code]) => (
                  <li key={column}>
                    <span className="text-muted">{column} →</span> {text(code)}
                  </li>
                ))}
              </ul>
            ),
          },
          { label: t("columns.who"), value: view.createdBy ?? undefined },
          { label: t("columns.when"), value: <ExactTime at={view.createdAt} /> },
        ]}
      />
    </Section>
  );
}

/** In the order of the file. */
const mappedColumns = ({ format, mapping }: ImportView): [string, string][] =>
  Object.entries(mapping).sort(([a], [b]) => format.columns.indexOf(a) - format.columns.indexOf(b));
