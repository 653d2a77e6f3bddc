"use client";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { ClipboardPaste, Settings2, Trash2 } from "lucide-react";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { useFieldNames } from "@/app/_components/fields/field-names";
import { PageColumns } from "@/app/_components/page-body";
import { useCan } from "@/app/_components/use-can";
import { useTRPC } from "@/app/_trpc/client";
import { problemOf } from "@/app/_trpc/problem";
import { Button } from "@/app/_ui/action/button";
import { ErrorState } from "@/app/_ui/display/error-state";
import { PageHeader } from "@/app/_ui/layout/page-header";
import { Section } from "@/app/_ui/layout/section";
import { ConfirmDialog } from "@/app/_ui/overlay/confirm-dialog";
import { toast } from "@/app/_ui/overlay/toast";
import type { FieldObject } from "@/server/domain/fields/model";
import { UsedBy } from "../../../fields/_components/used-by";
import { DictionaryDialog } from "../../_components/dictionary-dialog";
import { ItemList } from "./item-list";
import { PasteDialog } from "./paste-dialog";

/** One dictionary: its items, edited in place, and where it is used. */
export function DictionaryPage({ code }: { code: string }) {
  const t = useTranslations("fields.dictionaries");
  const trpc = useTRPC();
  const canWrite = useCan("settings:write");
  const query = useQuery(trpc.fields.dictionary.queryOptions({ code }));
  const items = useQuery(trpc.fields.items.queryOptions({ code, search: undefined }));
  const [open, setOpen] = useState<"edit" | "paste" | "delete">();
  if (query.isError)
    return <ErrorState message={problemOf(query.error)?.message} onRetry={() => void query.refetch()} />;
  const dictionary = query.data;
  const isUsed = dictionary !== undefined && dictionary.fields.length + dictionary.usages.length > 0;
  return (
    <>
      <PageHeader
        crumbs={[{ label: t("title"), href: "/settings/dictionaries" }]}
        title={dictionary?.name ?? code}
        aside={<code className="text-faint text-xs">{code}</code>}
        actions={
          canWrite && dictionary ? (
            <>
              {dictionary.isSystem || isUsed ? null : (
                <Button variant="danger-quiet" icon={<Trash2 />} onClick={() => setOpen("delete")}>
                  {t("delete")}
                </Button>
              )}
              <Button icon={<Settings2 />} onClick={() => setOpen("edit")}>
                {t("edit")}
              </Button>
              <Button icon={<ClipboardPaste />} onClick={() => setOpen("paste")}>
                {t("paste.action")}
              </Button>
            </>
          ) : undefined
        }
      />
      <PageColumns
        main={dictionary ? <ItemList dictionary={dictionary} canWrite={canWrite} /> : null}
        aside={
          <Section title={t("usedTitle")}>{dictionary ? <Uses dictionary={dictionary} /> : null}</Section>
        }
      />
      {open === "edit" && dictionary ? (
        <DictionaryDialog dictionary={dictionary} onClose={() => setOpen(undefined)} />
      ) : null}
      {open === "paste" && dictionary ? (
        <PasteDialog dictionary={dictionary} onClose={() => setOpen(undefined)} />
      ) : null}
      {open === "delete" && dictionary ? (
        <DeleteDialog
          code={code}
          name={dictionary.name}
          items={items.data?.total ?? 0}
          onClose={() => setOpen(undefined)}
        />
      ) : null}
    </>
  );
}

interface UsesProps {
  dictionary: {
    description: string;
    fields: { object: string; code: string; name: string }[];
    usages: Parameters<typeof UsedBy>[0]["usages"];
  };
}
function Uses({ dictionary }: UsesProps) {
  const t = useTranslations("fields.dictionaries");
  const names = useFieldNames();
  const uses = dictionary.fields.map((field) => ({
    kind: "field",
    id: `${field.object}.${field.code}`,
    label: `${names.object(field.object as FieldObject)}: ${field.name}`,
    used: { kind: "dictionary", id: "" },
  }));
  return (
    <>
      {dictionary.description ? <p className="text-pretty text-sm">{dictionary.description}</p> : null}
      {uses.length + dictionary.usages.length > 0 ? (
        <UsedBy usages={[...uses, ...dictionary.usages]} />
      ) : (
        <p className="text-muted text-sm">{t("unused")}</p>
      )}
    </>
  );
}

function DeleteDialog({
  code,
  name,
  items,
  onClose,
}: {
  code: string;
  name: string;
  items: number;
  onClose(): void;
}) {
  const t = useTranslations("fields.dictionaries");
  const trpc = useTRPC();
  const router = useRouter();
  const queryClient = useQueryClient();
  const remove = useMutation(
    trpc.fields.deleteDictionary.mutationOptions({
      onSuccess: async () => {
        router.push("/settings/dictionaries");
        toast.done(t("deleted"));
        await queryClient.invalidateQueries(trpc.fields.dictionaries.pathFilter());
      },
    }),
  );
  return (
    <ConfirmDialog
      isOpen
      isDangerous
      onOpenChange={onClose}
      title={t("deleteTitle", { name })}
      action={t("delete")}
      isBusy={remove.isPending}
      error={problemOf(remove.error)?.message}
      onConfirm={() => remove.mutate({ code })}
    >
      <p>{t("deleteText", { count: items })}</p>
    </ConfirmDialog>
  );
}
