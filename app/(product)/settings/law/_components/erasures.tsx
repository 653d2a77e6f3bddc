"use client";
import { useMutation, useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { customerCode } from "@/app/_components/customer-name";
import { ExactTime } from "@/app/_components/moment";
import { useCan } from "@/app/_components/use-can";
import { useTRPC } from "@/app/_trpc/client";
import { problemOf } from "@/app/_trpc/problem";
import { Button } from "@/app/_ui/action/button";
import { StatusDot } from "@/app/_ui/display/badge";
import { Input } from "@/app/_ui/input/input";
import { Select } from "@/app/_ui/input/select";
import { Section } from "@/app/_ui/layout/section";
import { toast } from "@/app/_ui/overlay/toast";

/** The proofs of erasing, and the way back in for who returns by herself. */
export function Erasures() {
  const t = useTranslations("law");
  const trpc = useTRPC();
  const canErase = useCan("customers:erase");
  const { data } = useQuery({
    ...trpc.privacy.erasures.queryOptions({}),
    refetchInterval: (query) => (query.state.data?.some((one) => one.state === "queued") ? 3_000 : false),
  });
  return (
    <Section title={t("erasures")} description={t("erasuresText")}>
      {data?.length === 0 ? <p className="text-muted text-sm">{t("noErasures")}</p> : null}
      <ol className="divide-y border-y empty:border-0">
        {(data ?? []).map((row) => {
          const rows = Object.values(row.counts).reduce((sum, count) => sum + count, 0);
          return (
            <li key={row.id} className="flex flex-wrap items-baseline gap-x-4 gap-y-1 py-2 text-sm">
              <ExactTime at={row.finishedAt ?? row.requestedAt} className="w-40 text-muted" />
              <span className="figures font-medium">{row.subjectIds.map(customerCode).join(", ")}</span>
              <span className="text-muted">{t(`grounds.${row.ground as "unlawful"}`)}</span>
              <span className="text-muted">{t("orderedBy", { name: row.requestedBy })}</span>
              <span className="ml-auto">
                {row.state === "done" ? (
                  <StatusDot tone="ok">{t("erasedRows", { count: rows })}</StatusDot>
                ) : (
                  <StatusDot tone="accent" isLive>
                    {t("atWork")}
                  </StatusDot>
                )}
              </span>
            </li>
          );
        })}
      </ol>
      {canErase ? <LetIn /> : null}
    </Section>
  );
}

function LetIn() {
  const t = useTranslations("law");
  const names = useTranslations("identity-rules.names");
  const trpc = useTRPC();
  const [kind, setKind] = useState("email");
  const [value, setValue] = useState("");
  const letIn = useMutation(
    trpc.privacy.letInAgain.mutationOptions({
      onSuccess: () => {
        setValue("");
        toast.done(t("letIn"));
      },
    }),
  );
  return (
    <form
      className="mt-4"
      onSubmit={(event) => {
        event.preventDefault();
        if (value.trim()) letIn.mutate({ kind, value });
      }}
    >
      <p className="font-medium text-sm">{t("letInTitle")}</p>
      <p className="mb-2 text-pretty text-muted text-sm">{t("letInText")}</p>
      <div className="flex flex-wrap gap-2">
        <Select
          label={t("letInKind")}
          value={kind}
          onChange={setKind}
          options={(["email", "phone", "external_id", "card"] as const).map((code) => ({
            value: code,
            label: names(code),
          }))}
          className="w-40"
        />
        <Input
          aria-label={t("letInValue")}
          value={value}
          onChange={(event) => setValue(event.target.value)}
          className="w-64"
        />
        <Button type="submit" isBusy={letIn.isPending}>
          {t("letInAction")}
        </Button>
      </div>
      {letIn.error ? (
        <p role="alert" className="mt-2 text-bad text-sm">
          {problemOf(letIn.error)?.message}
        </p>
      ) : null}
    </form>
  );
}
