"use client";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Download } from "lucide-react";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useState } from "react";
import superjson from "superjson";
import { useFormat } from "@/app/_i18n/use-format";
import { useTRPC } from "@/app/_trpc/client";
import { problemOf } from "@/app/_trpc/problem";
import { Button } from "@/app/_ui/action/button";
import { IconButton } from "@/app/_ui/action/icon-button";
import { Checkbox } from "@/app/_ui/input/choice";
import { Field } from "@/app/_ui/input/field";
import { Segmented } from "@/app/_ui/input/segmented";
import { Dialog } from "@/app/_ui/overlay/dialog";
import type { ExportListName } from "@/server/domain/integrations/exports/lists";
import { useCan } from "./use-can";

interface ExportButtonProps {
  list: ExportListName;
  /** As the list is filtered now. */
  filters: Record<string, unknown>;
  /** Those that are shown, as codes; all when left out. */
  columns?: readonly string[];
}

/** The list as it is filtered now, as a file. Nothing for people who may not take data out. */
export function ExportButton(props: ExportButtonProps) {
  const t = useTranslations("exports");
  const [isOpen, setOpen] = useState(false);
  if (!useCan("customers:export")) return null;
  return (
    <>
      <IconButton label={t("button")} onClick={() => setOpen(true)}>
        <Download />
      </IconButton>
      {isOpen ? <ExportDialog {...props} onClose={() => setOpen(false)} /> : null}
    </>
  );
}

function ExportDialog({ list, filters, columns = [], onClose }: ExportButtonProps & { onClose(): void }) {
  const t = useTranslations("exports");
  const trpc = useTRPC();
  const router = useRouter();
  const format = useFormat();
  const queryClient = useQueryClient();
  const [which, setWhich] = useState<"shown" | "all">(columns.length > 0 ? "shown" : "all");
  const [options, setOptions] = useState({ isRaw: false, hasMark: true, isPacked: false });
  const what = { list, filters, columns: which === "shown" ? [...columns] : [], ...options };
  const described = useQuery({ ...trpc.exports.describe.queryOptions({ list, filters }), retry: false });
  const create = useMutation(
    trpc.exports.create.mutationOptions({
      onSuccess: async () => {
        await queryClient.invalidateQueries(trpc.exports.pathFilter());
        router.push("/imports/exports");
      },
    }),
  );
  const { rows, isSmall } = described.data ?? {};
  const atOnce = isSmall === true && !options.isPacked;
  const start = () => {
    if (!atOnce) return create.mutate(what);
    // The browser saves it: the page stays where it is.
    window.location.assign(`/api/exports/now?what=${encodeURIComponent(superjson.stringify(what))}`);
    onClose();
  };
  const problem = create.error ?? described.error;
  return (
    <Dialog
      isOpen
      onOpenChange={onClose}
      title={t("title", { list: t(`lists.${list}`) })}
      description={
        described.isPending
          ? t("counting")
          : rows === null || rows === undefined
            ? t("manyRows")
            : t("rows", { count: rows, shown: format.number(rows) })
      }
      footer={
        <Button variant="primary" isBusy={create.isPending || described.isPending} onClick={start}>
          {atOnce ? t("download") : t("prepare")}
        </Button>
      }
    >
      <div className="flex flex-col gap-4">
        {columns.length > 0 ? (
          <Field label={t("columns")}>
            <Segmented
              label={t("columns")}
              value={which}
              onChange={(value) => setWhich(value === "all" ? "all" : "shown")}
              options={[
                { value: "shown", label: t("shownColumns") },
                { value: "all", label: t("allColumns") },
              ]}
            />
          </Field>
        ) : null}
        <Checkbox
          checked={!options.isRaw}
          onChange={(safe) => setOptions((now) => ({ ...now, isRaw: !safe, hasMark: safe }))}
          label={t("forSpreadsheets")}
          help={t("forSpreadsheetsHelp")}
        />
        <Checkbox
          checked={options.isPacked}
          onChange={(isPacked) => setOptions((now) => ({ ...now, isPacked }))}
          label={t("packed")}
        />
        {problem ? (
          <p role="alert" className="text-bad text-sm">
            {problemOf(problem)?.message ?? t("noConnection")}
          </p>
        ) : null}
      </div>
    </Dialog>
  );
}
