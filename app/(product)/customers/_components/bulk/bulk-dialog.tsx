"use client";
import { keepPreviousData, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useDeferredValue, useState } from "react";
import { FieldInput } from "@/app/_components/fields/field-input";
import { useCustomFields } from "@/app/_components/fields/use-custom-fields";
import { useTRPC } from "@/app/_trpc/client";
import { problemOf } from "@/app/_trpc/problem";
import { Button } from "@/app/_ui/action/button";
import { Combobox } from "@/app/_ui/input/combobox";
import { Field } from "@/app/_ui/input/field";
import { Input } from "@/app/_ui/input/input";
import { Select } from "@/app/_ui/input/select";
import { Dialog } from "@/app/_ui/overlay/dialog";
import type { Json } from "@/server/domain/fields/model";
import type { customersFilter } from "../../search-params";
import { useBulkProgress } from "./use-bulk-progress";

export type BulkKind =
  | "add_tag"
  | "remove_tag"
  | "add_to_list"
  | "remove_from_list"
  | "set_field"
  | "subscribe"
  | "unsubscribe";
type Selection = { ids: number[] } | { filter: ReturnType<typeof customersFilter> };
interface Props {
  kind: BulkKind;
  selection: Selection;
  onClose(isStarted: boolean): void;
}
interface Draft {
  tagId?: string;
  until?: string;
  segmentId?: string;
  field?: string;
  value?: Json;
  reason?: string;
}

/** The details of a bulk action; its button says the deed and the exact count. */
export function BulkDialog({ kind, selection, onClose }: Props) {
  const t = useTranslations("customers.bulk");
  const trpc = useTRPC();
  const follow = useBulkProgress();
  const [draft, setDraft] = useState<Draft>({});
  const counted = useQuery({
    ...trpc.customers.countExactly.queryOptions("filter" in selection ? selection.filter : {}),
    enabled: "filter" in selection,
  });
  const count = "ids" in selection ? selection.ids.length : counted.data?.count;
  const start = useMutation(
    trpc.bulk.start.mutationOptions({
      onSuccess: ({ id }) => {
        follow(id);
        onClose(true);
      },
    }),
  );
  const action = actionOf(kind, draft);
  const problem = problemOf(start.error);
  return (
    <Dialog
      isOpen
      size="sm"
      onOpenChange={() => onClose(false)}
      title={t(`actions.${kind}`)}
      description={t(`explain.${kind}`)}
      footer={
        <>
          <Button variant="ghost" onClick={() => onClose(false)}>
            {t("cancel")}
          </Button>
          <Button
            variant="primary"
            isBusy={start.isPending || count === undefined}
            disabled={!action || count === 0}
            onClick={() => action && start.mutate({ selection, action })}
          >
            {t(`confirm.${kind}`, { count: count ?? 0 })}
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-4">
        <Details kind={kind} draft={draft} onChange={(changes) => setDraft({ ...draft, ...changes })} />
        {problem ? (
          <p role="alert" className="text-bad text-sm">
            {problem.message}
          </p>
        ) : null}
      </div>
    </Dialog>
  );
}

/** The action once everything it needs is there. */
function actionOf(kind: BulkKind, draft: Draft) {
  if (kind === "add_tag")
    return draft.tagId
      ? {
          kind,
          tagId: draft.tagId,
          expiresAt: draft.until ? new Date(`${draft.until}T23:59:59`).toISOString() : null,
        }
      : undefined;
  if (kind === "remove_tag") return draft.tagId ? { kind, tagId: draft.tagId } : undefined;
  if (kind === "add_to_list" || kind === "remove_from_list")
    return draft.segmentId ? { kind, segmentId: draft.segmentId } : undefined;
  if (kind === "set_field")
    return draft.field ? { kind, field: draft.field, value: draft.value ?? null } : undefined;
  return (draft.reason?.trim().length ?? 0) >= 3
    ? { kind, channel: "email", reason: draft.reason ?? "" }
    : undefined;
}

function Details({
  kind,
  draft,
  onChange,
}: {
  kind: BulkKind;
  draft: Draft;
  onChange(changes: Partial<Draft>): void;
}) {
  const t = useTranslations("customers.bulk");
  const trpc = useTRPC();
  const { data: tags } = useQuery(trpc.tags.list.queryOptions({}));
  if (kind === "add_to_list" || kind === "remove_from_list")
    return <ListDetails chosen={draft.segmentId} onChange={(segmentId) => onChange({ segmentId })} />;
  if (kind === "set_field") return <FieldDetails draft={draft} onChange={onChange} />;
  if (kind === "subscribe" || kind === "unsubscribe")
    return (
      <Field label={t("reason")} help={t("reasonHelp")}>
        <Input value={draft.reason ?? ""} onChange={(event) => onChange({ reason: event.target.value })} />
      </Field>
    );
  const options = (tags?.items ?? []).map((tag) => ({ value: tag.id, label: tag.name }));
  return (
    <>
      <Field label={t("tag")}>
        <Combobox
          value={options.find((option) => option.value === draft.tagId)}
          options={options}
          placeholder={t("chooseTag")}
          onChange={(option) => onChange({ tagId: option?.value ?? "" })}
        />
      </Field>
      {kind === "add_tag" ? (
        <Field label={t("until")} optional={t("untilOptional")}>
          <Input
            type="date"
            value={draft.until ?? ""}
            onChange={(event) => onChange({ until: event.target.value })}
          />
        </Field>
      ) : null}
    </>
  );
}

/** Which list; a new one is named and made on the spot. */
function ListDetails({ chosen, onChange }: { chosen: string | undefined; onChange(id: string): void }) {
  const t = useTranslations("customers.bulk");
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const [text, setText] = useState("");
  const search = useDeferredValue(text.trim());
  const [own, setOwn] = useState<{ value: string; label: string }>();
  const { data, isFetching } = useQuery({
    ...trpc.segments.list.queryOptions({ search: search || undefined, kind: "list", limit: 50 }),
    placeholderData: keepPreviousData,
  });
  const create = useMutation(
    trpc.segments.create.mutationOptions({
      onSuccess: async (made) => {
        setOwn({ value: made.id, label: made.name });
        onChange(made.id);
        await queryClient.invalidateQueries(trpc.segments.list.pathFilter());
      },
    }),
  );
  const options = (data?.items ?? []).map((row) => ({ value: row.id, label: row.name }));
  const isNew = search !== "" && !options.some((one) => one.label.toLowerCase() === search.toLowerCase());
  return (
    <Field label={t("list")} error={problemOf(create.error)?.message}>
      <Combobox
        value={own?.value === chosen ? own : options.find((option) => option.value === chosen)}
        options={options}
        placeholder={t("chooseList")}
        onSearch={setText}
        isLoading={isFetching}
        onChange={(option) => {
          setOwn(option);
          onChange(option?.value ?? "");
        }}
        footer={
          isNew ? (
            <Button
              size="sm"
              variant="ghost"
              isBusy={create.isPending}
              onClick={() => create.mutate({ name: search, kind: "list" })}
            >
              {t("newList", { name: search })}
            </Button>
          ) : undefined
        }
      />
    </Field>
  );
}

const systemFields = ["city", "region", "country", "gender", "locale", "timeZone"] as const;
const codeOf = (name: string) => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

function FieldDetails({ draft, onChange }: { draft: Draft; onChange(changes: Partial<Draft>): void }) {
  const t = useTranslations("customers.bulk");
  const facts = useTranslations("customers.facts");
  const genders = useTranslations("customers.genders");
  const custom = useCustomFields("customer");
  const chosen = custom.shown.find((field) => `attributes.${field.code}` === draft.field);
  const options = [
    ...systemFields.map((name) => ({ value: codeOf(name), label: facts(name) })),
    ...custom.shown.map((field) => ({ value: `attributes.${field.code}`, label: field.name })),
  ];
  return (
    <>
      <Field label={t("field")}>
        <Combobox
          value={options.find((option) => option.value === draft.field)}
          options={options}
          placeholder={t("chooseField")}
          onChange={(option) => onChange({ field: option?.value ?? "", value: null })}
        />
      </Field>
      {chosen ? (
        <FieldInput
          field={chosen}
          value={draft.value}
          items={custom.itemsOf(chosen)}
          onChange={(value) => onChange({ value })}
        />
      ) : draft.field ? (
        <Field label={t("value")} help={t("valueHelp")}>
          {draft.field === "gender" ? (
            <Select
              value={typeof draft.value === "string" ? draft.value : undefined}
              onChange={(value) => onChange({ value })}
              options={(["female", "male"] as const).map((value) => ({ value, label: genders(value) }))}
            />
          ) : (
            <Input
              value={typeof draft.value === "string" ? draft.value : ""}
              onChange={(event) => onChange({ value: event.target.value || null })}
            />
          )}
        </Field>
      ) : null}
    </>
  );
}
