"use client";
import { useQuery } from "@tanstack/react-query";
import { Plus } from "lucide-react";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { useMemo, useState } from "react";
import type { Column } from "@/app/_components/data-table/columns";
import { DataTable } from "@/app/_components/data-table/data-table";
import { wholeList } from "@/app/_components/data-table/list-state";
import { TimeAgo } from "@/app/_components/moment";
import { TagDot } from "@/app/_components/tag-chip";
import { useCan } from "@/app/_components/use-can";
import { useFormat } from "@/app/_i18n/use-format";
import { useTRPC } from "@/app/_trpc/client";
import { Button } from "@/app/_ui/action/button";
import { EmptyState } from "@/app/_ui/display/empty-state";
import type { TagView } from "@/server/domain/tags";
import { CustomersHeader } from "../../_components/customers-header";
import { customersSearch } from "../../search-params";
import { TagDialog } from "./tag-dialog";

const peopleOf = (tag: TagView) =>
  `/customers${customersSearch.query({ where: [{ field: "tag", op: "is", value: tag.id }] })}`;

/** Every tag, how many carry it, and the people behind the number. */
export function TagsTable() {
  const t = useTranslations("customers.tags");
  const format = useFormat();
  const trpc = useTRPC();
  const canWrite = useCan("customers:write");
  const query = useQuery(trpc.tags.list.queryOptions({}));
  const [editing, setEditing] = useState<TagView | "new">();
  const columns = useMemo(
    (): Column<TagView>[] => [
      {
        id: "name",
        header: t("name"),
        isTitle: true,
        width: 240,
        cell: (tag) => (
          <span className="inline-flex items-center gap-2">
            <TagDot color={tag.color} />
            {tag.name}
          </span>
        ),
      },
      {
        id: "description",
        header: t("description"),
        grows: true,
        cell: (tag) => <span className="text-muted">{tag.description}</span>,
      },
      {
        id: "people",
        header: t("people"),
        width: 110,
        align: "end",
        phone: "aside",
        cell: (tag) => (
          <Link className="quiet-link" href={peopleOf(tag)}>
            {format.number(tag.people)}
          </Link>
        ),
      },
      {
        id: "created",
        header: t("created"),
        width: 140,
        align: "end",
        phone: "hidden",
        cell: (tag) => <TimeAgo at={tag.createdAt} />,
      },
      ...(canWrite
        ? [
            {
              id: "edit",
              header: "",
              width: 90,
              align: "end" as const,
              phone: "hidden" as const,
              cell: (tag: TagView) => (
                <Button size="sm" variant="ghost" onClick={() => setEditing(tag)}>
                  {t("edit")}
                </Button>
              ),
            },
          ]
        : []),
    ],
    [t, format, canWrite],
  );
  return (
    <>
      <CustomersHeader
        actions={
          canWrite ? (
            <Button icon={<Plus />} onClick={() => setEditing("new")}>
              {t("new")}
            </Button>
          ) : null
        }
      />
      <div className="h-3" />
      <DataTable
        name="tags"
        label={t("title")}
        columns={columns}
        list={wholeList({ ...query, data: query.data?.items })}
        rowId={(tag) => tag.id}
        href={peopleOf}
        empty={
          <EmptyState drawing="people" title={t("empty.title")}>
            {t("empty.text")}
          </EmptyState>
        }
      />
      {editing ? (
        <TagDialog tag={editing === "new" ? undefined : editing} onClose={() => setEditing(undefined)} />
      ) : null}
    </>
  );
}
