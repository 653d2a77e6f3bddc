"use client";
import { useMutation } from "@tanstack/react-query";
import { useLocale, useTranslations } from "next-intl";
import { ExactTime } from "@/app/_components/moment";
import { useTRPC } from "@/app/_trpc/client";
import { problemOf } from "@/app/_trpc/problem";
import { Button } from "@/app/_ui/action/button";
import { Badge } from "@/app/_ui/display/badge";
import { EmptyState } from "@/app/_ui/display/empty-state";
import { Sheet } from "@/app/_ui/overlay/sheet";
import { toast } from "@/app/_ui/overlay/toast";
import { readableLine } from "@/server/domain/templates/variables";
import type { Template } from "./use-template-draft";

interface VersionsSheetProps {
  template: Template;
  flush(): Promise<number>;
  canWrite: boolean;
  onClose(): void;
  onRestored(): void;
}

/** Everything that was ever published; any of it can become the draft again. */
export function VersionsSheet({ template, flush, canWrite, onClose, onRestored }: VersionsSheetProps) {
  const t = useTranslations("templates");
  const locale = useLocale() === "ru" ? "ru" : "en";
  const trpc = useTRPC();
  const restore = useMutation(
    trpc.templates.restoreVersion.mutationOptions({
      onSuccess: (_, { version }) => {
        toast.done(t("done.restored", { version }));
        onClose();
        onRestored();
      },
      onError: (error) => toast.failed(problemOf(error)?.message ?? t("failed")),
    }),
  );
  const use = async (version: number) =>
    restore.mutate({ id: template.id, version, revision: await flush() });
  return (
    <Sheet isOpen onOpenChange={(isOpen) => !isOpen && onClose()} title={t("versions.title")}>
      {template.versions.length === 0 ? (
        <EmptyState isSmall title={t("versions.none")} />
      ) : (
        <ol className="divide-y">
          {template.versions.map((version) => (
            <li key={version.version} className="flex items-start justify-between gap-3 px-4 py-3 text-sm">
              <div className="min-w-0">
                <p className="flex items-center gap-2 font-medium">
                  {t("versions.number", { version: version.version })}
                  {version.version === template.currentVersion ? (
                    <Badge tone="ok">{t("versions.current")}</Badge>
                  ) : null}
                </p>
                <p className="truncate text-muted">{readableLine(version.subject, locale)}</p>
                <p className="text-faint text-xs">
                  <ExactTime at={version.publishedAt} />
                  {version.publishedBy ? ` · ${version.publishedBy}` : null}
                </p>
              </div>
              {canWrite ? (
                <Button size="sm" isBusy={restore.isPending} onClick={() => void use(version.version)}>
                  {t("versions.use")}
                </Button>
              ) : null}
            </li>
          ))}
        </ol>
      )}
    </Sheet>
  );
}
