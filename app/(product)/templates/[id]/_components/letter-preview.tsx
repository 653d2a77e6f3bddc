"use client";
import type { inferRouterOutputs } from "@trpc/server";
import { Monitor, Moon, Smartphone, Text } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { LetterFrame } from "@/app/_components/letter-frame";
import { problemOf } from "@/app/_trpc/problem";
import { cn } from "@/app/_ui/cn";
import { ErrorState } from "@/app/_ui/display/error-state";
import { SkeletonText } from "@/app/_ui/display/skeleton";
import { Segmented } from "@/app/_ui/input/segmented";
import type { AppRouter } from "@/server/api/root";
import { ProblemsList } from "./problems-list";
import { ReaderPicker } from "./reader-picker";

export type Preview = inferRouterOutputs<AppRouter>["templates"]["previewDraft"];
export interface Reader {
  id: number;
  name: string;
}
type View = "desktop" | "phone" | "dark" | "text";

interface LetterPreviewProps {
  preview: Preview | undefined;
  isStale: boolean;
  error: unknown;
  onRetry(): void;
  reader: Reader | undefined;
  onReader(reader: Reader | undefined): void;
}

export function LetterPreview({ preview, isStale, error, onRetry, reader, onReader }: LetterPreviewProps) {
  const t = useTranslations("templates");
  const [view, setView] = useState<View>("desktop");
  return (
    <div className="flex h-[min(52rem,100dvh)] flex-col lg:h-[calc(100dvh-1px)]">
      <div className="flex flex-wrap items-center justify-between gap-2 border-b bg-canvas px-4 py-2.5">
        <ReaderPicker reader={reader} onReader={onReader} origin={preview?.origin} />
        <Segmented<View>
          isIconOnly
          label={t("preview.view")}
          value={view}
          onChange={setView}
          options={[
            { value: "desktop", label: t("preview.desktop"), icon: <Monitor /> },
            { value: "phone", label: t("preview.phone"), icon: <Smartphone /> },
            { value: "dark", label: t("preview.dark"), icon: <Moon /> },
            { value: "text", label: t("preview.text"), icon: <Text /> },
          ]}
        />
      </div>
      {preview ? <ProblemsList problems={preview.problems} /> : null}
      {preview?.letter ? (
        <>
          <Envelope letter={preview.letter} />
          <Sheet letter={preview.letter} view={view} isStale={isStale} title={t("preview.letter")} />
        </>
      ) : preview ? (
        <div className="flex flex-1 items-center justify-center px-6 text-center text-muted text-sm">
          {t("preview.broken")}
        </div>
      ) : error ? (
        <ErrorState message={problemOf(error)?.message} onRetry={onRetry} />
      ) : (
        <SkeletonText lines={6} className="mx-auto w-full max-w-120 p-10" />
      )}
    </div>
  );
}

type Letter = NonNullable<Preview["letter"]>;

/** How it stands in the list of letters: what makes her open it. */
function Envelope({ letter }: { letter: Letter }) {
  const t = useTranslations("templates");
  const kilobytes = Math.ceil(letter.bytes / 1024);
  return (
    <div className="flex items-baseline gap-3 border-b bg-canvas px-4 py-2 text-sm">
      <p className="min-w-0 flex-1 truncate">
        <span className="font-semibold">{letter.subject}</span>
        <span className="text-muted"> {letter.preheader}</span>
      </p>
      <span className="figures shrink-0 text-faint text-xs">{t("preview.size", { kilobytes })}</span>
    </div>
  );
}

function Sheet({
  letter,
  view,
  isStale,
  title,
}: {
  letter: Letter;
  view: View;
  isStale: boolean;
  title: string;
}) {
  return (
    <div className={cn("min-h-0 flex-1 p-4 transition-opacity", isStale && "opacity-70 delay-300")}>
      {view === "text" ? (
        <pre className="mx-auto h-full w-full max-w-160 overflow-auto whitespace-pre-wrap break-words rounded-lg border bg-canvas p-6 font-mono text-sm">
          {letter.text}
        </pre>
      ) : (
        <LetterFrame
          html={letter.html}
          title={title}
          scheme={view === "dark" ? "dark" : "light"}
          className={cn(
            "mx-auto h-full w-full rounded-lg border bg-canvas transition-[max-width]",
            view === "phone" ? "max-w-[390px]" : "max-w-[680px]",
          )}
        />
      )}
    </div>
  );
}
