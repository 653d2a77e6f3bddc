"use client";
import { useInfiniteQuery, useMutation, useQueryClient } from "@tanstack/react-query";
import { ClipboardList } from "lucide-react";
import { useTranslations } from "next-intl";
import { useMemo, useState } from "react";
import { customerCode, customerName, customerPath } from "@/app/_components/customer-name";
import { CustomerPicker } from "@/app/_components/customer-picker";
import type { Column } from "@/app/_components/data-table/columns";
import { DataTable } from "@/app/_components/data-table/data-table";
import { useListPages } from "@/app/_components/data-table/list-state";
import { TimeAgo } from "@/app/_components/moment";
import { useCan } from "@/app/_components/use-can";
import { useFormat } from "@/app/_i18n/use-format";
import { useTRPC } from "@/app/_trpc/client";
import { problemOf } from "@/app/_trpc/problem";
import { Button } from "@/app/_ui/action/button";
import { EmptyState } from "@/app/_ui/display/empty-state";
import { toast } from "@/app/_ui/overlay/toast";
import type { Member } from "@/server/domain/segments";
import { AddManyDialog } from "./add-many-dialog";
import { CountAgain } from "./count-again";
import type { OneSegment } from "./segment-page";

const nameOf = ({ customerId, ...rest }: Member) => customerName({ id: customerId, ...rest });

/** Who is in it now, a page at a time; of a list, also the ways in and out. */
export function MembersTable({ segment }: { segment: OneSegment }) {
  const t = useTranslations("segments.people");
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const canWrite = useCan("segments:write") && segment.kind === "list";
  const query = useInfiniteQuery(
    trpc.segments.members.infiniteQueryOptions(
      { id: segment.id, limit: 100 },
      { getNextPageParam: (page) => page.nextCursor },
    ),
  );
  const [isAddingMany, setAddingMany] = useState(false);
  const list = useListPages(query, (page) => ({ rows: page.items }));
  const refresh = () => queryClient.invalidateQueries(trpc.segments.pathFilter());
  const failed = (error: unknown) => {
    toast.failed(problemOf(error)?.message ?? t("failed"));
  };
  const remove = useMutation(
    trpc.segments.removePeople.mutationOptions({ onSuccess: refresh, onError: failed }),
  );
  const columns = useMemo(
    (): Column<Member>[] => [
      { id: "name", header: t("name"), isTitle: true, grows: true, width: 260, cell: nameOf },
      { id: "email", header: t("email"), width: 260, cell: (row) => row.email ?? "—" },
      { id: "phone", header: t("phone"), width: 160, cell: (row) => row.phone ?? "—" },
      {
        id: "external",
        header: t("externalId"),
        width: 160,
        phone: "hidden",
        cell: (row) => row.externalId ?? customerCode(row.customerId),
      },
    ],
    [t],
  );
  return (
    <>
      <div className="flex flex-wrap items-center justify-between gap-3 px-4 py-3 sm:px-6">
        <Size segment={segment} />
        {canWrite ? (
          <div className="flex flex-wrap items-center gap-2">
            <AddPerson id={segment.id} onAdded={refresh} onFailed={failed} />
            <Button icon={<ClipboardList />} onClick={() => setAddingMany(true)}>
              {t("many.open")}
            </Button>
          </div>
        ) : null}
      </div>
      <DataTable
        name="segment-members"
        label={t("title")}
        columns={columns}
        list={list}
        rowId={(row) => String(row.customerId)}
        href={(row) => customerPath(row.customerId)}
        {...(canWrite
          ? {
              bulk: (ids: readonly string[], clear: () => void) => (
                <Button
                  size="sm"
                  isBusy={remove.isPending}
                  onClick={() =>
                    remove.mutate({ id: segment.id, customerIds: ids.map(Number) }, { onSuccess: clear })
                  }
                >
                  {t("remove", { count: ids.length })}
                </Button>
              ),
            }
          : {})}
        empty={
          <EmptyState isSmall drawing="people" title={t("empty.title")}>
            {t(segment.kind === "list" ? "empty.list" : "empty.dynamic")}
          </EmptyState>
        }
      />
      {isAddingMany ? (
        <AddManyDialog id={segment.id} onAdded={refresh} onClose={() => setAddingMany(false)} />
      ) : null}
    </>
  );
}

/** The figure, when it was counted, and the way to count again. */
function Size({ segment }: { segment: OneSegment }) {
  const t = useTranslations("segments");
  const format = useFormat();
  return (
    <div className="flex flex-wrap items-center gap-2 text-muted text-sm">
      {segment.size !== null && segment.sizeAt ? (
        <>
          <span className="figures font-medium text-ink">
            {t("people.count", { count: segment.size, figure: format.number(segment.size) })}
          </span>
          <TimeAgo at={segment.sizeAt} />
        </>
      ) : (
        <span>{t("people.notCounted")}</span>
      )}
      {segment.isLive ? null : <CountAgain id={segment.id} />}
    </div>
  );
}

function AddPerson({
  id,
  onAdded,
  onFailed,
}: {
  id: string;
  onAdded(): unknown;
  onFailed(error: unknown): void;
}) {
  const t = useTranslations("segments.people");
  const trpc = useTRPC();
  const [round, setRound] = useState(0);
  const add = useMutation(
    trpc.segments.addPeople.mutationOptions({
      onSuccess: ({ changed }) => {
        toast.say(t(changed > 0 ? "added" : "alreadyIn"));
        setRound((one) => one + 1);
        onAdded();
      },
      onError: onFailed,
    }),
  );
  return (
    <CustomerPicker
      key={round}
      className="w-72"
      label={t("add")}
      value={undefined}
      onChange={(person) => person && add.mutate({ id, customerIds: [person.id] })}
    />
  );
}
