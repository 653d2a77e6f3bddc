"use client";
import { useQuery } from "@tanstack/react-query";
import { Plus } from "lucide-react";
import { useTranslations } from "next-intl";
import { useMemo, useState } from "react";
import type { Column } from "@/app/_components/data-table/columns";
import { DataTable } from "@/app/_components/data-table/data-table";
import { wholeList } from "@/app/_components/data-table/list-state";
import { HelpLink } from "@/app/_components/help-link";
import { ListPage } from "@/app/_components/list-page";
import { TimeAgo } from "@/app/_components/moment";
import { useCan } from "@/app/_components/use-can";
import { useFormat } from "@/app/_i18n/use-format";
import { useTRPC } from "@/app/_trpc/client";
import { Button } from "@/app/_ui/action/button";
import { EmptyState } from "@/app/_ui/display/empty-state";
import type { FileSourceView } from "@/server/domain/integrations";
import { SourceSections } from "../../_components/source-sections";
import { FileSourceDialog } from "./file-source-dialog";
import { FileSourceState } from "./file-source-state";

const refreshMs = 4_000;

export function FilesView() {
  const t = useTranslations("files");
  const trpc = useTRPC();
  const canWrite = useCan("sources:write");
  const [isAdding, setAdding] = useState(false);
  const query = useQuery({ ...trpc.fileSources.list.queryOptions({}), refetchInterval: refreshMs });
  const add = canWrite ? (
    <Button variant="primary" icon={<Plus />} onClick={() => setAdding(true)}>
      {t("new")}
    </Button>
  ) : undefined;
  return (
    <ListPage
      title={t("title")}
      total={query.data?.items.length}
      help={<HelpLink topic="file-sources" about={t("title")} />}
      actions={add}
      views={<SourceSections />}
      filters={null}
    >
      <DataTable
        name="file-sources"
        label={t("title")}
        columns={useColumns()}
        list={wholeList<FileSourceView>({ ...query, data: query.data?.items })}
        rowId={(row) => row.id}
        href={(row) => `/sources/files/${row.id}`}
        empty={
          <EmptyState drawing="file" title={t("empty.title")} actions={add}>
            {t("empty.text")}
          </EmptyState>
        }
      />
      {isAdding ? (
        <FileSourceDialog
          hasSharedFolder={query.data?.hasSharedFolder ?? false}
          onClose={() => setAdding(false)}
        />
      ) : null}
    </ListPage>
  );
}

function useColumns(): Column<FileSourceView>[] {
  const t = useTranslations("files");
  const format = useFormat();
  return useMemo(
    () => [
      {
        id: "name",
        header: t("head.name"),
        isTitle: true,
        grows: true,
        width: 220,
        cell: (row) => (
          <span className="block min-w-0">
            <span className="block truncate">{row.name}</span>
            <span className="block truncate text-muted text-xs">{placeText(row)}</span>
          </span>
        ),
      },
      {
        id: "state",
        header: t("head.state"),
        width: 170,
        phone: "meta",
        cell: (row) => <FileSourceState view={row} />,
      },
      {
        id: "loaded",
        header: t("head.loaded"),
        width: 110,
        align: "end",
        phone: "hidden",
        cell: (row) => format.number((row.files.loaded ?? 0) + (row.files.duplicate ?? 0)),
      },
      {
        id: "failed",
        header: t("head.failed"),
        width: 110,
        align: "end",
        phone: "hidden",
        cell: (row) =>
          row.files.failed ? (
            <span className="text-bad">{format.number(row.files.failed)}</span>
          ) : (
            <span className="text-faint">—</span>
          ),
      },
      {
        id: "last",
        header: t("head.last"),
        width: 140,
        align: "end",
        phone: "meta",
        cell: (row) =>
          row.lastCheckAt ? <TimeAgo at={row.lastCheckAt} /> : <span className="text-faint">—</span>,
      },
    ],
    [t, format],
  );
}

/** Where it is, as an address. */
export function placeText({ connection }: Pick<FileSourceView, "connection">): string {
  if (connection.kind === "sftp")
    return `sftp://${connection.username}@${connection.host}${connection.port === 22 ? "" : `:${connection.port}`}${connection.folder.startsWith("/") ? "" : "/"}${connection.folder}`;
  if (connection.kind === "s3")
    return `${connection.endpoint.replace(/\/$/, "")}/${connection.bucket}${connection.prefix ? `/${connection.prefix}` : ""}`;
  return connection.folder === "" ? "/" : connection.folder;
}
