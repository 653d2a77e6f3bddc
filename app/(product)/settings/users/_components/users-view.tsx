"use client";
import { useQuery } from "@tanstack/react-query";
import { UserPlus } from "lucide-react";
import { useTranslations } from "next-intl";
import { useMemo, useState } from "react";
import type { Column } from "@/app/_components/data-table/columns";
import { DataTable } from "@/app/_components/data-table/data-table";
import { wholeList } from "@/app/_components/data-table/list-state";
import { ExactTime, TimeAgo } from "@/app/_components/moment";
import { useCan } from "@/app/_components/use-can";
import { useTRPC } from "@/app/_trpc/client";
import { Button } from "@/app/_ui/action/button";
import { StatusDot } from "@/app/_ui/display/badge";
import { EmptyState } from "@/app/_ui/display/empty-state";
import { SettingsHeader } from "../../_components/settings-header";
import { InviteDialog } from "./invite-dialog";
import { OpenInvitations } from "./open-invitations";
import { type User, UserDialog } from "./user-dialog";

export function UsersView() {
  const t = useTranslations("settings.people");
  const canWrite = useCan("users:write");
  const trpc = useTRPC();
  const query = useQuery(trpc.account.users.queryOptions({}));
  const [isInviting, setInviting] = useState(false);
  const [edited, setEdited] = useState<User>();
  const columns = useUserColumns(canWrite ? setEdited : undefined);
  const list = wholeList({
    data: query.data?.users,
    isError: query.isError,
    error: query.error,
    refetch: query.refetch,
  });
  return (
    <>
      <SettingsHeader
        actions={
          canWrite ? (
            <Button variant="primary" icon={<UserPlus />} onClick={() => setInviting(true)}>
              {t("invite")}
            </Button>
          ) : undefined
        }
      />
      <div className="h-4" />
      {query.data && query.data.invitations.length > 0 ? (
        <OpenInvitations invitations={query.data.invitations} />
      ) : null}
      <DataTable
        name="users"
        label={t("title")}
        columns={columns}
        list={list}
        rowId={(row) => row.id}
        empty={<EmptyState drawing="people" title={t("title")} />}
      />
      {isInviting ? <InviteDialog onClose={() => setInviting(false)} /> : null}
      {edited ? <UserDialog user={edited} onClose={() => setEdited(undefined)} /> : null}
    </>
  );
}

function useUserColumns(onEdit: ((user: User) => void) | undefined): Column<User>[] {
  const t = useTranslations("settings.people");
  return useMemo(
    () => [
      {
        id: "name",
        header: t("name"),
        isTitle: true,
        grows: true,
        cell: (row) =>
          onEdit ? (
            <button type="button" className="font-medium hover:underline" onClick={() => onEdit(row)}>
              {row.name}
            </button>
          ) : (
            row.name
          ),
      },
      { id: "email", header: t("email"), width: 240, cell: (row) => row.email },
      {
        id: "role",
        header: t("role"),
        width: 170,
        cell: (row) => t(`roles.${row.role as "administrator"}.name`),
      },
      {
        id: "state",
        header: t("state"),
        width: 170,
        cell: (row) =>
          row.isActive ? (
            <StatusDot tone="ok">
              {row.activeUntil ? (
                <>
                  {t("until")} <ExactTime at={row.activeUntil} />
                </>
              ) : (
                t("active")
              )}
            </StatusDot>
          ) : (
            <StatusDot tone="neutral">{t("disabled")}</StatusDot>
          ),
      },
      {
        id: "seen",
        header: t("lastSeen"),
        width: 150,
        cell: (row) =>
          row.lastSeenAt ? <TimeAgo at={row.lastSeenAt} /> : <span className="text-faint">{t("never")}</span>,
      },
    ],
    [t, onEdit],
  );
}
