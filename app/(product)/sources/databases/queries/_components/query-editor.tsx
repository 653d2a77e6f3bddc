"use client";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Table2 } from "lucide-react";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { PageBody } from "@/app/_components/page-body";
import { useTRPC } from "@/app/_trpc/client";
import { problemOf } from "@/app/_trpc/problem";
import { Button } from "@/app/_ui/action/button";
import { Field } from "@/app/_ui/input/field";
import { Input, Textarea } from "@/app/_ui/input/input";
import { Select } from "@/app/_ui/input/select";
import { PageHeader } from "@/app/_ui/layout/page-header";
import { Section } from "@/app/_ui/layout/section";
import type { QueryView } from "@/server/domain/integrations";
import { importEntities } from "@/server/domain/integrations/fields/catalogue";
import { MappingTable } from "../../../../imports/[id]/_components/mapping-table";
import { PullOptions } from "./pull-options";
import { type QueryDraft, savedForm, useQueryDraft } from "./use-query-draft";

/** One page from top to bottom: the query, what its columns mean, what is read when. */
export function QueryEditor({ saved }: { saved?: QueryView }) {
  const t = useTranslations("connections.sql");
  const trpc = useTRPC();
  const router = useRouter();
  const queryClient = useQueryClient();
  const [draft, change] = useQueryDraft(saved);
  const preview = usePreview(draft, change);
  const onSuccess = async (query: { id: string }) => {
    await queryClient.invalidateQueries(trpc.sql.pathFilter());
    router.push(`/sources/databases/queries/${query.id}`);
  };
  const create = useMutation(trpc.sql.createQuery.mutationOptions({ onSuccess }));
  const update = useMutation(trpc.sql.updateQuery.mutationOptions({ onSuccess }));
  const saving = saved ? update : create;
  const save = () =>
    saved ? update.mutate({ id: saved.id, ...savedForm(draft) }) : create.mutate(savedForm(draft));
  const isReady = draft.name.trim() !== "" && Object.keys(draft.mapping).length > 0;
  return (
    <>
      <PageHeader
        title={saved ? t("editQuery") : t("newQuery")}
        description={t("queryText")}
        crumbs={[
          { label: t("title"), href: "/sources/databases" },
          ...(saved ? [{ label: saved.name, href: `/sources/databases/queries/${saved.id}` }] : []),
        ]}
        actions={
          <Button variant="primary" isBusy={saving.isPending} disabled={!isReady} onClick={save}>
            {t("save")}
          </Button>
        }
      />
      <PageBody className="max-w-240">
        {saving.isError ? (
          <p role="alert" className="rounded-md bg-bad-soft px-3 py-2 text-bad text-sm">
            {problemOf(saving.error)?.message ?? t("noConnection")}
          </p>
        ) : null}
        <QueryFields draft={draft} change={change} />
        <div className="-mt-4 flex flex-col items-start gap-2">
          <Button
            icon={<Table2 />}
            isBusy={preview.isPending}
            disabled={!draft.connectionId || draft.query.trim() === ""}
            onClick={() => preview.mutate()}
          >
            {t("look")}
          </Button>
          {preview.isError ? (
            <p role="alert" className="break-words text-bad text-sm">
              {problemOf(preview.error)?.message ?? t("noConnection")}
            </p>
          ) : null}
        </div>
        {draft.columns.length > 0 ? (
          <>
            <Section title={t("mapping")} description={t("mappingText")}>
              <MappingTable
                entity={draft.entity}
                columns={draft.columns}
                mapping={draft.mapping}
                onPick={(column, code) => change({ mapping: picked(draft.mapping, column, code) })}
              />
            </Section>
            <PullOptions draft={draft} change={change} />
          </>
        ) : null}
      </PageBody>
    </>
  );
}

/** A field belongs to one column: choosing it for another moves it. */
function picked(
  mapping: Record<string, string>,
  column: string,
  code: string | null,
): Record<string, string> {
  const rest = Object.entries(mapping).filter(([name, known]) => name !== column && known !== code);
  return Object.fromEntries(code === null ? rest : [...rest, [column, code]]);
}

/** Looks at the first rows; keeps what a person has mapped already. */
function usePreview(draft: QueryDraft, change: (changes: Partial<QueryDraft>) => void) {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: () =>
      queryClient.fetchQuery({
        ...trpc.sql.preview.queryOptions({
          connectionId: draft.connectionId ?? "",
          entity: draft.entity,
          query: draft.query,
        }),
        retry: false,
        staleTime: 0,
      }),
    onSuccess(seen) {
      const names = new Set(seen.columns.map((column) => column.name));
      const kept = Object.fromEntries(Object.entries(draft.mapping).filter(([name]) => names.has(name)));
      const hasKey = draft.keyColumn !== null && names.has(draft.keyColumn);
      const guess =
        seen.columns.find((column) => column.keyKind === "date") ??
        seen.columns.find((column) => column.keyKind === "number");
      change({
        columns: seen.columns,
        mapping: Object.keys(kept).length > 0 ? kept : seen.mapping,
        keyColumn: hasKey ? draft.keyColumn : (guess?.name ?? null),
      });
    },
  });
}

function QueryFields({ draft, change }: { draft: QueryDraft; change(changes: Partial<QueryDraft>): void }) {
  const t = useTranslations("connections.sql");
  const entities = useTranslations("imports.entities");
  const trpc = useTRPC();
  const sources = useQuery(trpc.sql.list.queryOptions({}));
  return (
    <Section title={t("query")}>
      <div className="grid gap-4 sm:grid-cols-3">
        <Field label={t("fields.name")}>
          <Input
            value={draft.name}
            maxLength={100}
            onChange={(event) => change({ name: event.target.value })}
          />
        </Field>
        <Field label={t("fields.connection")}>
          <Select
            value={draft.connectionId}
            placeholder={t("choose")}
            onChange={(connectionId) => change({ connectionId })}
            options={(sources.data?.connections ?? []).map((one) => ({ value: one.id, label: one.name }))}
          />
        </Field>
        <Field label={t("fields.entity")}>
          <Select
            value={draft.entity}
            onChange={(entity) => change({ entity, mapping: {} })}
            options={importEntities.map((value) => ({ value, label: entities(value) }))}
          />
        </Field>
        <Field label={t("fields.query")} help={t("queryHelp")} className="sm:col-span-3">
          <Textarea
            rows={8}
            value={draft.query}
            spellCheck={false}
            className="font-mono text-xs"
            placeholder={"select id, email, phone, city, updated_at\nfrom clients"}
            onChange={(event) => change({ query: event.target.value })}
          />
        </Field>
      </div>
    </Section>
  );
}
