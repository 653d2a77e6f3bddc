"use client";
import { Ban, KeyRound, MoreHorizontal, Pencil, TimerOff } from "lucide-react";
import { useTranslations } from "next-intl";
import { useMemo } from "react";
import type { Column } from "@/app/_components/data-table/columns";
import { ExactTime, TimeAgo } from "@/app/_components/moment";
import { useFormat } from "@/app/_i18n/use-format";
import { IconButton } from "@/app/_ui/action/icon-button";
import { StatusDot } from "@/app/_ui/display/badge";
import { DropdownMenu, MenuItem } from "@/app/_ui/overlay/dropdown-menu";

export interface ApiKey {
  id: string;
  name: string;
  prefix: string;
  scopes: string[];
  createdAt: Date;
  lastUsedAt: Date | null;
  expiresAt: Date | null;
  revokedAt: Date | null;
  ratePerSecond: number | null;
  requests: number;
  previousPrefix: string | null;
  previousExpiresAt: Date | null;
  previousUsedAt: Date | null;
  createdBy: string | null;
}
export interface KeyActions {
  change(key: ApiKey): void;
  rotate(key: ApiKey): void;
  endPrevious(key: ApiKey): void;
  revoke(key: ApiKey): void;
}

const isOver = (at: Date | null) => at !== null && new Date(at).getTime() <= Date.now();
export const hasPrevious = (key: ApiKey) => key.previousPrefix !== null && !isOver(key.previousExpiresAt);

/** `actions` are absent for who may only look. */
export function useKeyColumns(actions: KeyActions | undefined): Column<ApiKey>[] {
  const t = useTranslations("settings.keys");
  const format = useFormat();
  return useMemo(
    () => [
      { id: "name", header: t("name"), isTitle: true, grows: true, cell: (row) => row.name },
      { id: "secret", header: t("key"), width: 300, cell: (row) => <Secrets of={row} /> },
      {
        id: "scopes",
        header: t("scopes"),
        width: 110,
        cell: (row) => (
          <span title={row.scopes.join("\n")}>{t("scopeCount", { count: row.scopes.length })}</span>
        ),
      },
      {
        id: "requests",
        header: t("requests"),
        align: "end",
        width: 110,
        cell: (row) => <span className="figures">{format.number(row.requests)}</span>,
      },
      {
        id: "rate",
        header: t("rate"),
        align: "end",
        width: 110,
        isExtra: true,
        cell: (row) => (row.ratePerSecond === null ? t("usual") : format.number(row.ratePerSecond)),
      },
      {
        id: "ends",
        header: t("ends"),
        width: 150,
        cell: (row) =>
          row.expiresAt ? (
            <ExactTime at={row.expiresAt} />
          ) : (
            <span className="text-faint">{t("endsNever")}</span>
          ),
      },
      {
        id: "made",
        header: t("made"),
        width: 150,
        isExtra: true,
        cell: (row) => <TimeAgo at={row.createdAt} />,
      },
      {
        id: "state",
        header: t("state"),
        width: 150,
        cell: (row) => (
          <span className="flex items-center justify-between gap-2">
            <State of={row} />
            {actions && !row.revokedAt ? <KeyMenu of={row} actions={actions} /> : null}
          </span>
        ),
      },
    ],
    [t, format, actions],
  );
}

/** How the secret begins and when it was last used; below it the replaced one while it works. */
function Secrets({ of: key }: { of: ApiKey }) {
  const t = useTranslations("settings.keys");
  const format = useFormat();
  return (
    <span className="flex flex-col gap-0.5 py-1">
      <span className="flex items-baseline gap-2">
        <code className="text-xs">{key.prefix}…</code>
        <span className="text-muted text-xs">
          {key.lastUsedAt ? <TimeAgo at={key.lastUsedAt} /> : t("neverUsed")}
        </span>
      </span>
      {hasPrevious(key) && !key.revokedAt ? (
        <span
          className="flex items-baseline gap-2 text-warn"
          title={t("oldWorksUntil", { date: format.dateTime(key.previousExpiresAt ?? new Date()) })}
        >
          <code className="text-xs">{key.previousPrefix}…</code>
          <span className="text-xs">
            {t("old")} · {key.previousUsedAt ? <TimeAgo at={key.previousUsedAt} /> : t("neverUsed")}
          </span>
        </span>
      ) : null}
    </span>
  );
}

function State({ of: key }: { of: ApiKey }) {
  const t = useTranslations("settings.keys");
  if (key.revokedAt) return <StatusDot tone="neutral">{t("revoked")}</StatusDot>;
  if (isOver(key.expiresAt)) return <StatusDot tone="bad">{t("expired")}</StatusDot>;
  if (hasPrevious(key)) return <StatusDot tone="warn">{t("rotating")}</StatusDot>;
  return <StatusDot tone="ok">{t("live")}</StatusDot>;
}

function KeyMenu({ of: key, actions }: { of: ApiKey; actions: KeyActions }) {
  const t = useTranslations("settings.keys");
  return (
    <DropdownMenu
      trigger={
        <IconButton label={t("actions", { name: key.name })}>
          <MoreHorizontal />
        </IconButton>
      }
    >
      <MenuItem icon={<Pencil />} onSelect={() => actions.change(key)}>
        {t("change")}
      </MenuItem>
      <MenuItem icon={<KeyRound />} onSelect={() => actions.rotate(key)}>
        {t("rotate")}
      </MenuItem>
      {hasPrevious(key) ? (
        <MenuItem icon={<TimerOff />} onSelect={() => actions.endPrevious(key)}>
          {t("endOld")}
        </MenuItem>
      ) : null}
      <MenuItem icon={<Ban />} isDangerous onSelect={() => actions.revoke(key)}>
        {t("revoke")}
      </MenuItem>
    </DropdownMenu>
  );
}
