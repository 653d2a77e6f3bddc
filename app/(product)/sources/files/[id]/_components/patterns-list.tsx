"use client";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useCan } from "@/app/_components/use-can";
import { useTRPC } from "@/app/_trpc/client";
import { problemOf } from "@/app/_trpc/problem";
import { Select } from "@/app/_ui/input/select";
import { Section } from "@/app/_ui/layout/section";
import type { FileSourceView } from "@/server/domain/integrations";
import { isLoadable } from "@/server/domain/integrations/file-sources/model";

/** What each name is loaded as, and by which mapping: by column names, or that of an import that went well. */
export function PatternsList({ view }: { view: FileSourceView }) {
  const t = useTranslations("files");
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const canWrite = useCan("sources:write");
  const imports = useQuery(trpc.imports.list.queryOptions({ limit: 100 }));
  const keep = useMutation(
    trpc.fileSources.keepMapping.mutationOptions({
      onSuccess: () => queryClient.invalidateQueries(trpc.fileSources.pathFilter()),
    }),
  );
  return (
    <Section title={t("patterns.title")} description={t("patterns.mappingHelp")}>
      <ul className="max-w-220 divide-y divide-line text-sm">
        {view.patterns.map((one, i) => (
          <li
            key={`${one.pattern} ${one.entity}`}
            className="grid items-center gap-2 py-2 sm:grid-cols-[1fr_1fr_1.4fr]"
          >
            <code>{one.pattern}</code>
            <span className={isLoadable(one.entity) ? undefined : "text-muted"}>
              {isLoadable(one.entity)
                ? t(`entities.${one.entity}`)
                : t("patterns.notYet", { entity: t(`entities.${one.entity}`) })}
            </span>
            {isLoadable(one.entity) ? (
              <span className="flex items-center gap-2">
                <span className="shrink-0 text-muted">
                  {one.mapping
                    ? t("patterns.mapped", { count: Object.keys(one.mapping).length })
                    : t("patterns.byName")}
                </span>
                {canWrite ? (
                  <Select
                    className="min-w-0 flex-1"
                    label={t("patterns.takeFrom")}
                    placeholder={t("patterns.takeFrom")}
                    value={undefined}
                    onChange={(importId) => keep.mutate({ id: view.id, importId, pattern: i })}
                    options={(imports.data?.items ?? [])
                      .filter((made) => made.entity === one.entity && made.sqlQueryId === null)
                      .slice(0, 20)
                      .map((made) => ({ value: made.id, label: made.fileName }))}
                  />
                ) : null}
              </span>
            ) : null}
          </li>
        ))}
      </ul>
      {keep.isError ? (
        <p role="alert" className="mt-2 text-bad text-sm">
          {problemOf(keep.error)?.message ?? t("noConnection")}
        </p>
      ) : null}
    </Section>
  );
}
