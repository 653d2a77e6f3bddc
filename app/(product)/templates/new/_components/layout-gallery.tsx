"use client";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { LetterThumbnail } from "@/app/_components/letter-frame";
import { PageBody } from "@/app/_components/page-body";
import { useTRPC } from "@/app/_trpc/client";
import { problemOf } from "@/app/_trpc/problem";
import { Spinner } from "@/app/_ui/action/button";
import { Skeleton } from "@/app/_ui/display/skeleton";
import { Segmented } from "@/app/_ui/input/segmented";
import { PageHeader } from "@/app/_ui/layout/page-header";
import { toast } from "@/app/_ui/overlay/toast";
import { type LayoutCode, type LetterLocale, layoutCodes, letterLocales } from "@/emails/layouts";

/** Each layout as the letter it makes, with the shop's own goods in it. A click makes the template. */
export function LayoutGallery({ projectLocale }: { projectLocale: LetterLocale }) {
  const t = useTranslations("templates");
  const trpc = useTRPC();
  const router = useRouter();
  const queryClient = useQueryClient();
  const [locale, setLocale] = useState(projectLocale);
  const create = useMutation(
    trpc.templates.create.mutationOptions({
      onSuccess: ({ id }) => {
        void queryClient.invalidateQueries(trpc.templates.pathFilter());
        router.push(`/templates/${id}`);
      },
      onError: (error) => toast.failed(problemOf(error)?.message ?? t("failed")),
    }),
  );
  return (
    <>
      <PageHeader
        title={t("new.title")}
        description={t("new.text")}
        crumbs={[{ href: "/templates", label: t("title") }]}
        actions={
          <Segmented<LetterLocale>
            label={t("language")}
            value={locale}
            onChange={setLocale}
            options={letterLocales.map((value) => ({ value, label: t(`languages.${value}`) }))}
          />
        }
      />
      <PageBody>
        <ul className="grid gap-6 sm:grid-cols-2 xl:grid-cols-4">
          {layoutCodes.map((layout) => (
            <li key={layout}>
              <LayoutCard
                layout={layout}
                locale={locale}
                isBusy={create.isPending && create.variables.layout === layout}
                isDisabled={create.isPending}
                onChoose={() => create.mutate({ layout, locale })}
              />
            </li>
          ))}
        </ul>
      </PageBody>
    </>
  );
}

interface LayoutCardProps {
  layout: LayoutCode;
  locale: LetterLocale;
  isBusy: boolean;
  isDisabled: boolean;
  onChoose(): void;
}

function LayoutCard({ layout, locale, isBusy, isDisabled, onChoose }: LayoutCardProps) {
  const t = useTranslations("templates");
  const trpc = useTRPC();
  const preview = useQuery(trpc.templates.preview.queryOptions({ layout, locale }));
  const name = t(`layouts.${layout}.name`);
  return (
    <div className="group relative flex flex-col gap-3">
      <div className="h-100 w-full overflow-hidden rounded-lg border bg-sunken transition-shadow group-focus-within:shadow-float group-hover:shadow-float">
        {preview.data?.letter ? (
          <LetterThumbnail html={preview.data.letter.html} title={name} className="h-full w-full" />
        ) : (
          <div className="flex flex-col gap-3 p-6">
            <Skeleton className="h-5 w-2/3" />
            <Skeleton className="w-full" />
            <Skeleton className="w-4/5" />
          </div>
        )}
      </div>
      <div className="flex flex-col gap-0.5">
        {/* The button's area is the whole card; the picture itself is not reachable. */}
        <button
          type="button"
          disabled={isDisabled}
          onClick={onChoose}
          className="flex items-center gap-2 rounded-sm text-left font-medium after:absolute after:inset-0"
        >
          {name}
          {isBusy ? <Spinner className="text-faint" /> : null}
        </button>
        <p className="text-pretty text-muted text-sm">{t(`layouts.${layout}.text`)}</p>
      </div>
    </div>
  );
}
