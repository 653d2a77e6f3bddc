"use client";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Pause, Play, Trash2 } from "lucide-react";
import { useTranslations } from "next-intl";
import { TimeAgo } from "@/app/_components/moment";
import { PageBody } from "@/app/_components/page-body";
import { useCan } from "@/app/_components/use-can";
import { useTRPC } from "@/app/_trpc/client";
import { IconButton } from "@/app/_ui/action/icon-button";
import { Section } from "@/app/_ui/layout/section";

/** Lists that are sent somewhere again and again. */
export function DeliveriesList() {
  const t = useTranslations("exports");
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const canWrite = useCan("sources:write");
  const { data } = useQuery(trpc.exports.schedules.queryOptions({}));
  const onSuccess = () => queryClient.invalidateQueries(trpc.exports.pathFilter());
  const setState = useMutation(trpc.exports.setScheduleState.mutationOptions({ onSuccess }));
  const remove = useMutation(trpc.exports.removeSchedule.mutationOptions({ onSuccess }));
  if (!data || data.items.length === 0) return null;
  return (
    <PageBody>
      <Section title={t("deliveries.title")}>
        <ul className="divide-y divide-line">
          {data.items.map((one) => (
            <li key={one.id} className="flex items-center justify-between gap-3 py-2 text-sm">
              <span className="min-w-0">
                <span className="block truncate font-medium">{one.name}</span>
                <span className="block truncate text-muted text-xs">
                  {t(`lists.${one.list}`)} · {t("deliveries.every", { minutes: one.everyMinutes })}
                  {one.last ? (
                    <>
                      {" · "}
                      {t(`states.${one.last.status}`)} <TimeAgo at={one.last.createdAt} />
                    </>
                  ) : null}
                </span>
                {one.last?.error ? <span className="block text-bad text-xs">{one.last.error}</span> : null}
              </span>
              {canWrite ? (
                <span className="flex shrink-0 gap-1">
                  <IconButton
                    label={one.state === "active" ? t("deliveries.pause") : t("deliveries.resume")}
                    onClick={() => setState.mutate({ id: one.id, isPaused: one.state === "active" })}
                  >
                    {one.state === "active" ? <Pause /> : <Play />}
                  </IconButton>
                  <IconButton label={t("deliveries.remove")} onClick={() => remove.mutate({ id: one.id })}>
                    <Trash2 />
                  </IconButton>
                </span>
              ) : null}
            </li>
          ))}
        </ul>
      </Section>
    </PageBody>
  );
}
