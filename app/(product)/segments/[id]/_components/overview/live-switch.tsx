"use client";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { TriangleAlert } from "lucide-react";
import { useTranslations } from "next-intl";
import { useCan } from "@/app/_components/use-can";
import { useTRPC } from "@/app/_trpc/client";
import { problemOf } from "@/app/_trpc/problem";
import { Switch } from "@/app/_ui/input/choice";
import { toast } from "@/app/_ui/overlay/toast";
import type { OneSegment } from "../segment-page";

export function useSetLive(id: string) {
  const t = useTranslations("segments.overview");
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const mutation = useMutation(
    trpc.segments.setLive.mutationOptions({
      onSuccess: () => queryClient.invalidateQueries(trpc.segments.pathFilter()),
      onError: (error) => toast.failed(problemOf(error)?.message ?? t("failed")),
    }),
  );
  return { set: (isLive: boolean) => mutation.mutate({ id, isLive }), isPending: mutation.isPending };
}

/** Whether members are kept current, what that means, and what keeps it from being so. */
export function LiveSwitch({ segment }: { segment: OneSegment }) {
  const t = useTranslations("segments.overview.live");
  const canWrite = useCan("segments:write");
  const { set, isPending } = useSetLive(segment.id);
  return (
    <div className="flex flex-col gap-3">
      <Switch
        checked={segment.isLive}
        disabled={!canWrite || isPending}
        onChange={set}
        label={t("label")}
        help={t(segment.isLive ? "on" : "off")}
      />
      {segment.problem ? (
        <div role="alert" className="flex gap-2.5 rounded-md bg-warn-soft px-3 py-2.5 text-sm">
          <TriangleAlert className="mt-0.5 size-4 shrink-0 text-warn" />
          <div className="min-w-0">
            <p className="font-medium">{t("problem")}</p>
            <p className="text-pretty break-words text-muted">{segment.problem}</p>
          </div>
        </div>
      ) : null}
    </div>
  );
}
