"use client";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { KeyRound } from "lucide-react";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { useMemo, useState } from "react";
import type { Column } from "@/app/_components/data-table/columns";
import { DataTable } from "@/app/_components/data-table/data-table";
import { wholeList } from "@/app/_components/data-table/list-state";
import { TimeAgo } from "@/app/_components/moment";
import { useCan } from "@/app/_components/use-can";
import { useTRPC } from "@/app/_trpc/client";
import { Button } from "@/app/_ui/action/button";
import { StatusDot } from "@/app/_ui/display/badge";
import { EmptyState } from "@/app/_ui/display/empty-state";
import { ConfirmDialog } from "@/app/_ui/overlay/confirm-dialog";
import { SettingsHeader } from "../../_components/settings-header";
import { NewKeyDialog } from "./new-key-dialog";

interface Key {
  id: string;
  name: string;
  prefix: string;
  scopes: string[];
  createdAt: Date;
  lastUsedAt: Date | null;
  expiresAt: Date | null;
  revokedAt: Date | null;
  createdBy: string | null;
}

export function ApiKeysView() {
  const t = useTranslations("settings.keys");
  const canWrite = useCan("api-keys:write");
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const query = useQuery(trpc.account.apiKeys.queryOptions({}));
  const [isMaking, setMaking] = useState(false);
  const [revoked, setRevoked] = useState<Key>();
  const revoke = useMutation(
    trpc.account.revokeApiKey.mutationOptions({
      onSuccess: async () => {
        await queryClient.invalidateQueries(trpc.account.apiKeys.pathFilter());
        setRevoked(undefined);
      },
    }),
  );
  const columns = useKeyColumns(canWrite ? setRevoked : undefined);
  const list = wholeList<Key>({
    data: query.data?.keys,
    isError: query.isError,
    error: query.error,
    refetch: query.refetch,
  });
  const make = canWrite ? (
    <Button variant="primary" icon={<KeyRound />} onClick={() => setMaking(true)}>
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
      {isMaking ? <NewKeyDialog scopes={query.data?.scopes ?? []} onClose={() => setMaking(false)} /> : null}
      <ConfirmDialog
        isOpen={revoked !== undefined}
        onOpenChange={() => setRevoked(undefined)}
        title={t("revokeTitle", { name: revoked?.name ?? "" })}
        action={t("revoke")}
        isDangerous
        isBusy={revoke.isPending}
        onConfirm={() => revoked && revoke.mutate({ id: revoked.id })}
      >
        <p>{t("revokeText")}</p>
      </ConfirmDialog>
    </>
  );
}

function useKeyColumns(onRevoke: ((key: Key) => void) | undefined): Column<Key>[] {
  const t = useTranslations("settings.keys");
  return useMemo(
    () => [
      { id: "name", header: t("name"), isTitle: true, grows: true, cell: (row) => row.name },
      {
        id: "prefix",
        header: t("key"),
        width: 130,
        cell: (row) => <code className="text-muted text-xs">{row.prefix}…</code>,
      },
      {
        id: "scopes",
        header: t("scopes"),
        width: 120,
        cell: (row) => (
          <span title={row.scopes.join("\n")}>{t("scopeCount", { count: row.scopes.length })}</span>
        ),
      },
      {
        id: "used",
        header: t("lastUsed"),
        width: 150,
        cell: (row) =>
          row.lastUsedAt ? <TimeAgo at={row.lastUsedAt} /> : <span className="text-faint">{t("never")}</span>,
      },
      { id: "made", header: t("made"), width: 150, cell: (row) => <TimeAgo at={row.createdAt} /> },
      {
        id: "state",
        header: t("state"),
        width: 170,
        cell: (row) => {
          if (row.revokedAt) return <StatusDot tone="neutral">{t("revoked")}</StatusDot>;
          return onRevoke ? (
            <span className="flex items-center gap-2">
              <StatusDot tone="ok">{t("live")}</StatusDot>
              <Button variant="danger-quiet" size="sm" onClick={() => onRevoke(row)}>
                {t("revoke")}
              </Button>
            </span>
          ) : (
            <StatusDot tone="ok">{t("live")}</StatusDot>
          );
        },
      },
    ],
    [t, onRevoke],
  );
}
