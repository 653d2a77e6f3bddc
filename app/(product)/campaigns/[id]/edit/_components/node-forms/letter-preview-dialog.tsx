"use client";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { LetterFrame } from "@/app/_components/letter-frame";
import { useTRPC } from "@/app/_trpc/client";
import { problemOf } from "@/app/_trpc/problem";
import { ErrorState } from "@/app/_ui/display/error-state";
import { Skeleton } from "@/app/_ui/display/skeleton";
import { Combobox } from "@/app/_ui/input/combobox";
import type { Option } from "@/app/_ui/input/select";
import { Dialog } from "@/app/_ui/overlay/dialog";

/** The letter as one person would get it: real name, real cart. */
export function LetterPreviewDialog({
  templateId,
  name,
  onClose,
}: {
  templateId: string;
  name: string;
  onClose(): void;
}) {
  const t = useTranslations("chain-editor.letter");
  const trpc = useTRPC();
  const [reader, setReader] = useState<Option>();
  const [search, setSearch] = useState("");
  const readers = useQuery({
    ...trpc.templates.readers.queryOptions({ search }),
    placeholderData: keepPreviousData,
  });
  const preview = useQuery({
    ...trpc.templates.previewDraft.queryOptions({
      id: templateId,
      customerId: reader ? Number(reader.value) : null,
    }),
    placeholderData: keepPreviousData,
  });
  const options = (readers.data?.readers ?? []).map((one) => ({
    value: String(one.id),
    label: one.name,
    hint: one.hasCart ? t("hasCart") : (one.email ?? ""),
  }));
  const letter = preview.data?.letter;
  return (
    <Dialog isOpen onOpenChange={onClose} title={name} size="lg">
      <div className="flex flex-col gap-3">
        <Combobox
          label={t("reader")}
          value={reader}
          onChange={setReader}
          options={options}
          onSearch={setSearch}
          isLoading={readers.isFetching}
          isClearable
          placeholder={t("invented")}
        />
        {letter ? (
          <>
            <p className="text-sm">
              <span className="text-muted">{t("subject")}: </span>
              <span className="font-medium">{letter.subject}</span>
            </p>
            <LetterFrame
              html={letter.html}
              title={letter.subject}
              className="h-[60dvh] w-full rounded-lg border"
            />
          </>
        ) : preview.isError ? (
          <ErrorState message={problemOf(preview.error)?.message} onRetry={() => void preview.refetch()} />
        ) : preview.data ? (
          <p role="alert" className="text-bad text-sm">
            {preview.data.problems.find((problem) => problem.severity === "error")?.detail ?? t("broken")}
          </p>
        ) : (
          <Skeleton className="h-[60dvh] w-full" />
        )}
      </div>
    </Dialog>
  );
}
