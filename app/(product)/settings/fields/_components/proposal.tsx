"use client";
import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useEffect, useRef } from "react";
import { asText } from "@/app/_components/fields/field-value";
import { useFormat } from "@/app/_i18n/use-format";
import { useTRPC } from "@/app/_trpc/client";
import { Skeleton } from "@/app/_ui/display/skeleton";
import type { FieldObject, FieldType } from "@/server/domain/fields/model";

interface Props {
  object: FieldObject;
  code: string;
  type: FieldType;
  onPropose(type: FieldType): void;
}

/** What the values look like, and which of them the chosen type would not take. */
export function Proposal({ object, code, type, onPropose }: Props) {
  const t = useTranslations("fields.settings.propose");
  const types = useTranslations("fields.types");
  const format = useFormat();
  const trpc = useTRPC();
  const { data } = useQuery(trpc.fields.propose.queryOptions({ object, code }));
  const isProposed = useRef(false);
  useEffect(() => {
    if (!data || isProposed.current) return;
    isProposed.current = true;
    onPropose(data.type);
  }, [data, onPropose]);
  if (!data) return <Skeleton className="h-14" />;
  if (data.sampled === 0) return <p className="text-muted text-sm">{t("none")}</p>;
  const fit = data.fits.find((one) => one.type === type);
  const figures = { sampled: format.number(data.sampled), type: types(type) };
  return (
    <div className="flex flex-col gap-2 rounded-md bg-sunken p-3 text-sm">
      <p className="truncate text-muted text-xs">
        {data.samples.map((value) => asText(value).slice(0, 40)).join(" · ")}
      </p>
      {!fit ? null : fit.fits === data.sampled ? (
        <p>{t("allFit", figures)}</p>
      ) : (
        <>
          <p>{t("fits", { ...figures, fits: format.number(fit.fits) })}</p>
          <p className="text-muted text-xs">{t("rest")}</p>
          <ul className="flex flex-col gap-1 text-xs">
            {fit.misfits.map((misfit) => (
              <li key={asText(misfit.value)} className="min-w-0">
                <span className="text-muted">{misfit.problem}</span>
              </li>
            ))}
          </ul>
        </>
      )}
    </div>
  );
}
