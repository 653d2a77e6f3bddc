"use client";
import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { asText } from "@/app/_components/fields/field-value";
import { TimeAgo } from "@/app/_components/moment";
import { useFormat } from "@/app/_i18n/use-format";
import { useTRPC } from "@/app/_trpc/client";
import { Button } from "@/app/_ui/action/button";
import { Section } from "@/app/_ui/layout/section";
import type { FieldObject } from "@/server/domain/fields/model";
import { FieldDialog } from "./field-dialog";

/** Attributes that arrive and have no description; nothing is shown where there are none. */
export function Undescribed({ object, canWrite }: { object: FieldObject; canWrite: boolean }) {
  const t = useTranslations("fields.settings.undescribed");
  const format = useFormat();
  const trpc = useTRPC();
  const { data } = useQuery(trpc.fields.undescribed.queryOptions({ object }));
  const [described, setDescribed] = useState<string>();
  if (!data || data.items.length === 0) return null;
  return (
    <Section title={t("title")} description={t("text")} anchor="undescribed">
      <ul className="border-t">
        {data.items.map((item) => (
          <li
            key={item.code}
            className="grid min-h-10 grid-cols-[minmax(0,1fr)_auto] items-center gap-x-4 gap-y-0.5 border-b py-1.5 text-sm sm:grid-cols-[minmax(0,1fr)_minmax(0,1fr)_12rem_10rem_6rem]"
          >
            <code className="truncate">{item.code}</code>
            <span className="truncate text-muted max-sm:hidden">
              {t("sample")} <code>{asText(item.sample).slice(0, 60)}</code>
            </span>
            <span className="figures text-muted text-xs max-sm:hidden">
              {t("seen", { held: format.number(item.held), looked: format.number(data.looked) })}
            </span>
            <span className="text-faint text-xs max-sm:hidden">
              {t("since")} <TimeAgo at={item.firstSeenAt} />
            </span>
            {canWrite ? (
              <Button size="sm" onClick={() => setDescribed(item.code)}>
                {t("describe")}
              </Button>
            ) : (
              <span />
            )}
          </li>
        ))}
      </ul>
      {described ? (
        <FieldDialog object={object} describes={described} onClose={() => setDescribed(undefined)} />
      ) : null}
    </Section>
  );
}
