"use client";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useMemo } from "react";
import { PageColumns } from "@/app/_components/page-body";
import { useTRPC } from "@/app/_trpc/client";
import { problemOf } from "@/app/_trpc/problem";
import { cn } from "@/app/_ui/cn";
import { ErrorState } from "@/app/_ui/display/error-state";
import { SkeletonText } from "@/app/_ui/display/skeleton";
import { Field } from "@/app/_ui/input/field";
import { Select } from "@/app/_ui/input/select";
import { Section } from "@/app/_ui/layout/section";
import type { ImportView } from "@/server/domain/integrations";
import { importEntities, requiredGroups } from "@/server/domain/integrations/fields/catalogue";
import { FormatOptions } from "./format-options";
import { MappingTable } from "./mapping-table";
import { mappingOf, pick } from "./picks";
import { RowsPreview } from "./rows-preview";
import { StartBar } from "./start-bar";
import { useFieldText } from "./use-field-text";
import { useMappingDraft } from "./use-mapping-draft";

/** Which column is what, and how the file is written. The server reads its beginning again after each change. */
export function MappingForm({ view }: { view: ImportView }) {
  const t = useTranslations("imports");
  const trpc = useTRPC();
  const [draft, change] = useMappingDraft(view);
  const { entity, choices } = draft;
  const preview = useQuery({
    ...trpc.imports.preview.queryOptions({ id: view.id, entity, format: choices }),
    placeholderData: keepPreviousData,
  });
  const data = preview.data;
  const picks = draft.picks[entity] ?? {};
  const mapping = useMemo(
    () => (data ? mappingOf(data.format.columns, data.mapping, picks) : {}),
    [data, picks],
  );
  const entitySelect = (
    <Field label={t("entity")}>
      <Select
        value={entity}
        onChange={(next) => change({ entity: next })}
        options={importEntities.map((value) => ({ value, label: t(`entities.${value}`) }))}
      />
    </Field>
  );
  const formatOptions = (
    <FormatOptions
      choices={choices}
      found={data?.format}
      onChange={(changes) => change({ choices: { ...choices, ...changes } })}
    />
  );
  if (!data)
    return (
      <PageColumns
        main={
          preview.isError ? (
            <ErrorState message={problemOf(preview.error)?.message} onRetry={() => void preview.refetch()} />
          ) : (
            <SkeletonText lines={10} />
          )
        }
        aside={
          <>
            {entitySelect}
            {formatOptions}
          </>
        }
      />
    );
  const problem = problemOf(preview.error)?.message;
  return (
    <>
      <PageColumns
        main={
          <div className={cn("flex flex-col gap-8", preview.isPlaceholderData && "opacity-60")}>
            {problem ? (
              <p role="alert" className="text-bad text-sm">
                {problem}
              </p>
            ) : null}
            <Section title={t("mapping.title")} description={t("mapping.text")}>
              <MappingTable
                entity={entity}
                columns={data.columns}
                mapping={mapping}
                onPick={(column, code) =>
                  change({ picks: { ...draft.picks, [entity]: pick(picks, column, code) } })
                }
              />
              <MappingNotes entity={entity} codes={Object.values(mapping)} />
            </Section>
            <RowsPreview columns={data.format.columns} rows={data.rows} />
          </div>
        }
        aside={
          <>
            {entitySelect}
            {formatOptions}
          </>
        }
      />
      <StartBar
        view={view}
        entity={entity}
        mapping={mapping}
        format={data.format}
        rows={data.estimatedRows}
        isEstimate={!data.isWhole}
        isStale={preview.isPlaceholderData}
      />
    </>
  );
}

/** What is still needed, and what follows from what is left out. */
function MappingNotes({ entity, codes }: { entity: ImportView["entity"]; codes: readonly string[] }) {
  const t = useTranslations("imports.mapping");
  const text = useFieldText();
  const mapped = new Set(codes);
  const missing = requiredGroups(entity, mapped).filter((group) => !group.some((code) => mapped.has(code)));
  const isPurchase = entity === "orders" || entity === "receipts";
  return (
    <div className="flex max-w-160 flex-col gap-1 text-pretty text-muted text-xs" aria-live="polite">
      {missing.map((group) => (
        <p key={group.join()} className="text-warn">
          {group.length > 1
            ? t("needOneOf", { fields: group.map(text).join(", ") })
            : t("need", { field: group.map(text).join() })}
        </p>
      ))}
      {isPurchase && !mapped.has("external_id") ? <p>{t("recognisedByRow")}</p> : null}
      {isPurchase ? <p>{t("unknownCustomers")}</p> : null}
      {entity === "customers" && (mapped.has("subscription.email") || mapped.has("subscription.sms")) ? (
        <p>{t("consent")}</p>
      ) : null}
    </div>
  );
}
