"use client";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { RotateCcw, SlidersHorizontal } from "lucide-react";
import Link from "next/link";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { TimeAgo } from "@/app/_components/moment";
import { useCan } from "@/app/_components/use-can";
import { useFormat } from "@/app/_i18n/use-format";
import { useTRPC } from "@/app/_trpc/client";
import { problemOf } from "@/app/_trpc/problem";
import { IconButton } from "@/app/_ui/action/icon-button";
import { StatusDot, type Tone } from "@/app/_ui/display/badge";
import { Section } from "@/app/_ui/layout/section";
import type { FileState } from "@/server/domain/integrations";

const refreshMs = 2_500;
const tones: Record<FileState, Tone> = {
  growing: "neutral",
  waiting: "neutral",
  importing: "accent",
  loaded: "ok",
  failed: "bad",
  duplicate: "neutral",
  unsupported: "warn",
  unmatched: "neutral",
};

/** Every file that was seen, newest first, with what became of it and its import. */
export function SourceFilesTable({ id }: { id: string }) {
  const t = useTranslations("files");
  const trpc = useTRPC();
  const router = useRouter();
  const format = useFormat();
  const queryClient = useQueryClient();
  const canRun = useCan("imports:run");
  const { data } = useQuery({
    ...trpc.fileSources.files.queryOptions({ id, limit: 100 }),
    refetchInterval: refreshMs,
  });
  const retry = useMutation(
    trpc.fileSources.retry.mutationOptions({
      onSuccess: () => queryClient.invalidateQueries(trpc.fileSources.pathFilter()),
    }),
  );
  const sample = useMutation(
    trpc.fileSources.sample.mutationOptions({ onSuccess: (made) => router.push(`/imports/${made.id}`) }),
  );
  const problem = retry.error ?? sample.error;
  return (
    <Section title={t("history.title")}>
      {problem ? (
        <p role="alert" className="mb-2 text-bad text-sm">
          {problemOf(problem)?.message ?? t("noConnection")}
        </p>
      ) : null}
      {data && data.items.length === 0 ? <p className="text-muted text-sm">{t("history.empty")}</p> : null}
      <ul className="divide-y divide-line text-sm">
        {data?.items.map((file) => (
          <li key={file.id} className="flex items-center justify-between gap-3 py-2">
            <span className="min-w-0">
              <span className="block truncate">
                {file.importId ? (
                  <Link className="hover:underline" href={`/imports/${file.importId}`}>
                    {file.name}
                  </Link>
                ) : (
                  file.name
                )}
              </span>
              <span className="figures block text-muted text-xs">
                {format.bytes(file.size)} · <TimeAgo at={file.seenAt} />
                {file.rowsTotal !== null
                  ? ` · ${t("history.rows", { count: file.rowsTotal, shown: format.number(file.rowsTotal) })}`
                  : null}
                {file.rowsRejected
                  ? ` · ${t("history.rejected", { shown: format.number(file.rowsRejected) })}`
                  : null}
              </span>
              {file.reason ? <span className="block text-bad text-xs">{file.reason}</span> : null}
            </span>
            <span className="flex shrink-0 items-center gap-2">
              <StatusDot tone={tones[file.state]} isLive={file.state === "importing"}>
                {t(`fileStates.${file.state}`)}
              </StatusDot>
              {canRun && file.state === "failed" ? (
                <>
                  <IconButton
                    label={t("history.map")}
                    onClick={() => sample.mutate({ id, fileName: file.name })}
                  >
                    <SlidersHorizontal />
                  </IconButton>
                  <IconButton
                    label={t("history.again")}
                    onClick={() => retry.mutate({ id, fileId: file.id })}
                  >
                    <RotateCcw />
                  </IconButton>
                </>
              ) : null}
            </span>
          </li>
        ))}
      </ul>
    </Section>
  );
}
