"use client";
import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { TimeAgo } from "@/app/_components/moment";
import { useFormat } from "@/app/_i18n/use-format";
import { useTRPC } from "@/app/_trpc/client";
import { Section } from "@/app/_ui/layout/section";

/** What the events of a source look like: each name with its properties, their types and an example. */
export function SourceShapes({ sourceId }: { sourceId: number }) {
  const t = useTranslations("sources.shapes");
  const trpc = useTRPC();
  const format = useFormat();
  const { data } = useQuery(trpc.sources.shapes.queryOptions({ id: sourceId }));
  if (!data || data.length === 0) return null;
  return (
    <Section title={t("title")} description={t("text")}>
      <div className="border-t">
        {data.map((shape) => (
          <details key={`${shape.type} ${shape.name}`} className="border-b text-sm">
            <summary className="flex cursor-pointer items-baseline gap-3 rounded-sm px-1 py-1.5 hover:bg-hover">
              <span className="w-16 shrink-0 text-muted text-xs">{shape.type}</span>
              <span className="min-w-0 flex-1 truncate font-medium">{shape.name || t("unnamed")}</span>
              <span className="figures text-xs">{format.number(shape.events)}</span>
              <span className="hidden w-28 text-right text-faint text-xs sm:block">
                <TimeAgo at={shape.lastSeenAt} />
              </span>
            </summary>
            {shape.properties.length === 0 ? (
              <p className="px-1 pb-2 text-faint text-xs">{t("bare")}</p>
            ) : (
              <div className="overflow-x-auto px-1 pb-3">
                <table className="w-full min-w-120 text-xs">
                  <thead className="text-left text-muted">
                    <tr>
                      <th className="py-1 font-normal">{t("property")}</th>
                      <th className="py-1 font-normal">{t("types")}</th>
                      <th className="py-1 font-normal">{t("example")}</th>
                      <th className="py-1 text-right font-normal">{t("share")}</th>
                    </tr>
                  </thead>
                  <tbody>
                    {shape.properties.map((property) => {
                      const kinds = Object.keys(property.kinds);
                      const isMixed = kinds.filter((kind) => kind !== "null").length > 1;
                      return (
                        <tr key={property.name} className="border-t">
                          <td className="py-1 pr-3 font-mono">{property.name}</td>
                          <td className={isMixed ? "py-1 pr-3 text-warn" : "py-1 pr-3"}>
                            {kinds.sort().join(", ")}
                          </td>
                          <td className="max-w-60 truncate py-1 pr-3 text-muted">
                            {property.example ?? "—"}
                          </td>
                          <td className="figures py-1 text-right">
                            {format.percent(Math.min(1, property.events / Math.max(1, shape.events)))}
                          </td>
                        </tr>
                      );
                    })}
                  </tbody>
                </table>
              </div>
            )}
          </details>
        ))}
      </div>
    </Section>
  );
}
