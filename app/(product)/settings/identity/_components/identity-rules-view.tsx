"use client";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Plus } from "lucide-react";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { HelpLink } from "@/app/_components/help-link";
import { useCan } from "@/app/_components/use-can";
import { useFormat } from "@/app/_i18n/use-format";
import { useTRPC } from "@/app/_trpc/client";
import { problemOf } from "@/app/_trpc/problem";
import { Button } from "@/app/_ui/action/button";
import { Badge } from "@/app/_ui/display/badge";
import { ErrorState } from "@/app/_ui/display/error-state";
import { SkeletonText } from "@/app/_ui/display/skeleton";
import { Switch } from "@/app/_ui/input/choice";
import { Section } from "@/app/_ui/layout/section";
import { toast } from "@/app/_ui/overlay/toast";
import type { IdentityKindRule } from "@/server/domain/customers/identity-rules";
import { SettingsHeader } from "../../_components/settings-header";
import { KindDialog } from "./kind-dialog";
import { Refusals } from "./refusals";

type Kind = IdentityKindRule & { values: number };

/** What names a person, how strongly, what may merge by itself, and what names nobody. */
export function IdentityRulesView() {
  const t = useTranslations("identity-rules");
  const trpc = useTRPC();
  const canWrite = useCan("settings:write");
  const query = useQuery(trpc.identity.rules.queryOptions({}));
  const [edited, setEdited] = useState<Kind | "new">();
  const add = canWrite ? (
    <Button icon={<Plus />} onClick={() => setEdited("new")}>
      {t("addKind")}
    </Button>
  ) : undefined;
  return (
    <>
      <SettingsHeader actions={add} />
      <div className="flex max-w-240 flex-col gap-8 px-4 py-6 sm:px-6">
        {query.isError ? (
          <ErrorState message={problemOf(query.error)?.message} onRetry={() => void query.refetch()} />
        ) : null}
        {query.isPending ? <SkeletonText lines={10} /> : null}
        {query.data ? (
          <>
            <Section
              title={
                <span className="flex items-center gap-1.5">
                  {t("kinds")} <HelpLink topic="duplicates#identifiers" about={t("kinds")} />
                </span>
              }
              description={t("kindsText")}
            >
              <ol className="divide-y border-y">
                {query.data.kinds.map((kind) => (
                  <KindRow
                    key={kind.code}
                    kind={kind}
                    onEdit={canWrite ? () => setEdited(kind) : undefined}
                  />
                ))}
              </ol>
            </Section>
            <Rules rules={query.data.rules} canWrite={canWrite} />
            <Refusals canWrite={canWrite} kinds={query.data.kinds} />
          </>
        ) : null}
      </div>
      {edited ? (
        <KindDialog kind={edited === "new" ? undefined : edited} onClose={() => setEdited(undefined)} />
      ) : null}
    </>
  );
}

function KindRow({ kind, onEdit }: { kind: Kind; onEdit: (() => void) | undefined }) {
  const t = useTranslations("identity-rules");
  const format = useFormat();
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-1 py-2.5 text-sm">
      <span className="figures w-8 text-faint">{kind.priority}</span>
      <span className="w-36 font-medium">
        {kind.name ||
          (t.has(`names.${kind.code}` as "names.email") ? t(`names.${kind.code as "email"}`) : kind.code)}
      </span>
      <span className="order-last flex min-w-0 basis-full flex-wrap gap-1.5 sm:order-none sm:flex-1 sm:basis-0">
        <Badge tone={kind.mayDecide ? "ok" : "neutral"}>
          {kind.mayDecide ? t("decides") : t("onlyKept")}
        </Badge>
        {kind.mayMerge ? <Badge tone="accent">{t("merges")}</Badge> : null}
        <Badge>{t("atMost", { count: kind.maxPerPerson })}</Badge>
        {kind.blockAfter ? <Badge>{t("blockedAfter", { count: kind.blockAfter })}</Badge> : null}
      </span>
      <span className="figures text-muted">{t("values", { count: format.number(kind.values) })}</span>
      {onEdit ? (
        <Button size="sm" variant="ghost" onClick={onEdit}>
          {t("change")}
        </Button>
      ) : null}
    </li>
  );
}

function Rules({
  rules,
  canWrite,
}: {
  rules: readonly { code: string; isAutomatic: boolean }[];
  canWrite: boolean;
}) {
  const t = useTranslations("identity-rules");
  const names = useTranslations("duplicates.rules");
  const trpc = useTRPC();
  const client = useQueryClient();
  const { data: counts } = useQuery(trpc.identity.counts.queryOptions({}));
  const set = useMutation(
    trpc.identity.setRule.mutationOptions({
      onError: (error) => toast.failed(problemOf(error)?.message ?? t("failed")),
      onSettled: () => client.invalidateQueries(trpc.identity.pathFilter()),
    }),
  );
  const isAnyOn = rules.some((rule) => rule.isAutomatic);
  return (
    <Section title={t("rules")} description={isAnyOn ? t("rulesOn") : t("rulesOff")}>
      <ul className="divide-y border-y">
        {rules.map(({ code, isAutomatic }) => {
          const count = counts?.byRule.find((one) => one.rule === code)?.count;
          return (
            <li key={code} className="flex items-start gap-4 py-2.5">
              <Switch
                className="min-w-0 flex-1"
                checked={isAutomatic}
                disabled={!canWrite || set.isPending}
                onChange={(isOn) => set.mutate({ code, isAutomatic: isOn })}
                label={code === "alias" ? t("alias") : names(code as "phone_birth")}
                help={code === "alias" ? t("aliasHelp") : undefined}
              />
              {count ? (
                <Link
                  href={`/customers/duplicates?rule=${code}`}
                  className="quiet-link figures w-28 shrink-0 text-right text-muted text-sm"
                >
                  {t("pairs", { count })}
                </Link>
              ) : (
                <span className="hidden w-28 shrink-0 sm:block" />
              )}
            </li>
          );
        })}
      </ul>
    </Section>
  );
}
