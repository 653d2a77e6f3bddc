"use client";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { KeyRound } from "lucide-react";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { useMemo, useState } from "react";
import { DataTable } from "@/app/_components/data-table/data-table";
import { wholeList } from "@/app/_components/data-table/list-state";
import { useCan } from "@/app/_components/use-can";
import { useTRPC } from "@/app/_trpc/client";
import { Button } from "@/app/_ui/action/button";
import { EmptyState } from "@/app/_ui/display/empty-state";
import { ConfirmDialog } from "@/app/_ui/overlay/confirm-dialog";
import { SettingsHeader } from "../../_components/settings-header";
import { type ApiKey, type KeyActions, useKeyColumns } from "./key-columns";
import { KeyDialog } from "./key-dialog";
import { RotateDialog } from "./rotate-dialog";

type Open =
  | { what: "make" }
  | { what: "change" | "rotate" | "endPrevious" | "revoke"; key: ApiKey }
  | undefined;

export function ApiKeysView() {
  const t = useTranslations("settings.keys");
  const canWrite = useCan("api-keys:write");
  const trpc = useTRPC();
  const query = useQuery(trpc.account.apiKeys.queryOptions({}));
  const [open, setOpen] = useState<Open>();
  const actions = useMemo<KeyActions>(
    () => ({
      change: (key) => setOpen({ what: "change", key }),
      rotate: (key) => setOpen({ what: "rotate", key }),
      endPrevious: (key) => setOpen({ what: "endPrevious", key }),
      revoke: (key) => setOpen({ what: "revoke", key }),
    }),
    [],
  );
  const columns = useKeyColumns(canWrite ? actions : undefined);
  const list = wholeList<ApiKey>({
    data: query.data?.keys,
    isError: query.isError,
    error: query.error,
    refetch: query.refetch,
  });
  const make = canWrite ? (
    <Button variant="primary" icon={<KeyRound />} onClick={() => setOpen({ what: "make" })}>
      {t("make")}
    </Button>
  ) : undefined;
  return (
    <>
      <SettingsHeader actions={make} />
      <p className="px-4 py-4 text-muted text-sm sm:px-6">
        {t("text")}{" "}
        <Link href="/docs/api" className="text-accent hover:underline">
          {t("docs")}
        </Link>
      </p>
      <DataTable
        name="api-keys"
        label={t("title")}
        columns={columns}
        list={list}
        rowId={(row) => row.id}
        empty={<EmptyState drawing="list" title={t("empty")} actions={make} />}
      />
      <OpenDialog
        open={open}
        onClose={() => setOpen(undefined)}
        scopes={query.data?.scopes ?? []}
        usualRate={query.data?.ratePerSecond ?? 100}
      />
    </>
  );
}

function OpenDialog({
  open,
  onClose,
  scopes,
  usualRate,
}: {
  open: Open;
  onClose(): void;
  scopes: readonly string[];
  usualRate: number;
}) {
  if (!open) return null;
  if (open.what === "make") return <KeyDialog scopes={scopes} usualRate={usualRate} onClose={onClose} />;
  if (open.what === "change")
    return <KeyDialog known={open.key} scopes={scopes} usualRate={usualRate} onClose={onClose} />;
  if (open.what === "rotate") return <RotateDialog known={open.key} onClose={onClose} />;
  return <EndDialog what={open.what} known={open.key} onClose={onClose} />;
}

/** Ends a key for good, or the secret it had before. */
function EndDialog({
  what,
  known,
  onClose,
}: {
  what: "endPrevious" | "revoke";
  known: ApiKey;
  onClose(): void;
}) {
  const t = useTranslations("settings.keys");
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const done = {
    onSuccess: async () => {
      await queryClient.invalidateQueries(trpc.account.apiKeys.pathFilter());
      onClose();
    },
  };
  const revoke = useMutation(trpc.account.revokeApiKey.mutationOptions(done));
  const endPrevious = useMutation(trpc.account.endPreviousSecret.mutationOptions(done));
  const action = what === "revoke" ? revoke : endPrevious;
  return (
    <ConfirmDialog
      isOpen
      onOpenChange={onClose}
      title={
        what === "revoke" ? t("revokeTitle", { name: known.name }) : t("endOldTitle", { name: known.name })
      }
      action={what === "revoke" ? t("revoke") : t("endOld")}
      isDangerous
      isBusy={action.isPending}
      onConfirm={() => action.mutate({ id: known.id })}
    >
      <p>{what === "revoke" ? t("revokeText") : t("endOldText")}</p>
    </ConfirmDialog>
  );
}
