"use client";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useTRPC } from "@/app/_trpc/client";
import { problemOf } from "@/app/_trpc/problem";
import { Badge } from "@/app/_ui/display/badge";
import { Combobox } from "@/app/_ui/input/combobox";
import { Section } from "@/app/_ui/layout/section";
import { toast } from "@/app/_ui/overlay/toast";
import type { RegionView } from "@/server/domain/fields";
import { pathName } from "./region-tree";

/** What sources write and no region is called; one choice gives it a meaning. */
export function UnmatchedTexts({ regions, canWrite }: { regions: readonly RegionView[]; canWrite: boolean }) {
  const t = useTranslations("fields.regions.unmatched");
  const counts = useTranslations("fields.regions");
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const { data } = useQuery(trpc.fields.unmatchedRegions.queryOptions({}));
  const assign = useMutation(
    trpc.fields.assignRegionText.mutationOptions({
      onSettled: () => queryClient.invalidateQueries(trpc.fields.pathFilter()),
      onError: (error) => toast.failed(problemOf(error)?.message ?? error.message),
    }),
  );
  if (!data) return null;
  const options = regions.map((region) => ({ value: String(region.id), label: pathName(region, regions) }));
  // What was just assigned is on its way: the next answer no longer holds it.
  const items = data.items.filter((item) => !(assign.isPending && assign.variables?.text === item.text));
  return (
    <Section title={t("title")} description={items.length > 0 ? t("text") : t("none")} anchor="unmatched">
      {items.length > 0 ? (
        <ul className="border-t">
          {items.map((item) => (
            <li
              key={item.text}
              className="grid grid-cols-[minmax(0,1fr)_auto] items-center gap-x-4 gap-y-1 border-b py-1.5 text-sm sm:grid-cols-[minmax(0,1fr)_9rem_8rem_16rem]"
            >
              <span className="flex min-w-0 items-center gap-2">
                <span className="truncate">{item.text}</span>
                {item.isAmbiguous ? <Badge tone="warn">{t("ambiguous")}</Badge> : null}
              </span>
              <span className="figures text-end text-muted">
                {counts("customers", { count: item.customers })}
              </span>
              <span className="figures text-end text-muted max-sm:hidden">
                {item.stores > 0 ? counts("stores", { count: item.stores }) : ""}
              </span>
              {canWrite ? (
                <Combobox
                  className="max-sm:col-span-2"
                  label={t("choose")}
                  placeholder={t("choose")}
                  value={undefined}
                  onChange={(option) => {
                    if (!option) return;
                    assign.mutate(
                      { text: item.text, regionId: Number(option.value) },
                      { onSuccess: () => toast.done(t("assign", { region: option.label })) },
                    );
                  }}
                  options={options}
                />
              ) : null}
            </li>
          ))}
        </ul>
      ) : null}
    </Section>
  );
}
