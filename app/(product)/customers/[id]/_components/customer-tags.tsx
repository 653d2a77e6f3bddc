"use client";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { X } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { TagDot } from "@/app/_components/tag-chip";
import { useCan } from "@/app/_components/use-can";
import { useFormat } from "@/app/_i18n/use-format";
import { useTRPC } from "@/app/_trpc/client";
import { problemOf } from "@/app/_trpc/problem";
import { Button } from "@/app/_ui/action/button";
import { IconButton } from "@/app/_ui/action/icon-button";
import { SkeletonText } from "@/app/_ui/display/skeleton";
import { Combobox } from "@/app/_ui/input/combobox";
import { Field } from "@/app/_ui/input/field";
import { Input } from "@/app/_ui/input/input";
import { toast } from "@/app/_ui/overlay/toast";

/** The tags she carries, by whom and until when; adding one, with an end if wanted. Taking off can be undone. */
export function CustomerTags({ customerId }: { customerId: number }) {
  const t = useTranslations("customers.tags");
  const bulk = useTranslations("customers.bulk");
  const format = useFormat();
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const canWrite = useCan("customers:write");
  const { data } = useQuery(trpc.tags.ofCustomer.queryOptions({ customerId }));
  const { data: all } = useQuery(trpc.tags.list.queryOptions({}));
  const [tagId, setTagId] = useState<string>();
  const [until, setUntil] = useState("");
  const onSuccess = async () => {
    await queryClient.invalidateQueries(trpc.tags.pathFilter());
    await queryClient.invalidateQueries(trpc.customers.pathFilter());
  };
  const onError = (error: unknown) => toast.failed(problemOf(error)?.message ?? bulk("failed"));
  const add = useMutation(trpc.tags.add.mutationOptions({ onSuccess, onError }));
  const remove = useMutation(trpc.tags.remove.mutationOptions({ onSuccess, onError }));
  if (!data) return <SkeletonText lines={5} />;
  const options = (all?.items ?? [])
    .filter((tag) => !data.items.some((one) => one.id === tag.id))
    .map((tag) => ({ value: tag.id, label: tag.name }));
  return (
    <div className="flex max-w-180 flex-col gap-6">
      {data.items.length === 0 ? <p className="text-muted text-sm">{t("none")}</p> : null}
      <ul className="divide-y border-y empty:border-0">
        {data.items.map((tag) => (
          <li key={tag.id} className="flex items-center gap-3 py-2 text-sm">
            <TagDot color={tag.color} />
            <span className="min-w-0 flex-1">
              <span className="font-medium">{tag.name}</span>
              {tag.description ? <span className="ml-2 text-muted">{tag.description}</span> : null}
            </span>
            <span className="text-muted">
              {tag.expiresAt ? t("until", { date: format.date(tag.expiresAt) }) : t("forGood")}
            </span>
            <span className="text-faint" title={format.exactTime(tag.addedAt)}>
              {t("addedBy", { via: t(`via.${tag.addedVia as "page"}`), by: tag.addedBy })}
            </span>
            {canWrite ? (
              <IconButton
                label={t("remove", { name: tag.name })}
                onClick={() => {
                  remove.mutate({ customerId, tagId: tag.id });
                  toast.say(t("deleted"), {
                    action: {
                      label: bulk("undo"),
                      onClick: () =>
                        add.mutate({
                          customerId,
                          tagId: tag.id,
                          expiresAt: tag.expiresAt?.toISOString() ?? null,
                        }),
                    },
                  });
                }}
              >
                <X />
              </IconButton>
            ) : null}
          </li>
        ))}
      </ul>
      {canWrite && options.length > 0 ? (
        <form
          className="flex flex-wrap items-end gap-3"
          onSubmit={(event) => {
            event.preventDefault();
            if (!tagId) return;
            add.mutate({
              customerId,
              tagId,
              expiresAt: until ? new Date(`${until}T23:59:59`).toISOString() : null,
            });
            setTagId(undefined);
            setUntil("");
          }}
        >
          <Field label={t("add")}>
            <Combobox
              className="w-60"
              value={options.find((option) => option.value === tagId)}
              options={options}
              placeholder={bulk("chooseTag")}
              onChange={(option) => setTagId(option?.value)}
            />
          </Field>
          <Field label={bulk("until")} optional={bulk("untilOptional")}>
            <Input type="date" value={until} onChange={(event) => setUntil(event.target.value)} />
          </Field>
          <Button type="submit" disabled={!tagId} isBusy={add.isPending}>
            {t("add")}
          </Button>
        </form>
      ) : null}
    </div>
  );
}
