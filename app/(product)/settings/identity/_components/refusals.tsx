"use client";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { X } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { useTRPC } from "@/app/_trpc/client";
import { problemOf } from "@/app/_trpc/problem";
import { Button } from "@/app/_ui/action/button";
import { IconButton } from "@/app/_ui/action/icon-button";
import { Input } from "@/app/_ui/input/input";
import { Select } from "@/app/_ui/input/select";
import { Section } from "@/app/_ui/layout/section";
import { toast } from "@/app/_ui/overlay/toast";

/** Values that name nobody: by hand, and those that too many people brought. */
export function Refusals({
  canWrite,
  kinds,
}: {
  canWrite: boolean;
  kinds: readonly { code: string; name: string }[];
}) {
  const t = useTranslations("identity-rules");
  const trpc = useTRPC();
  const client = useQueryClient();
  const [value, setValue] = useState("");
  const [kind, setKind] = useState("any");
  const { data } = useQuery(trpc.identity.refusals.queryOptions({}));
  const onSettled = () => client.invalidateQueries(trpc.identity.pathFilter());
  const add = useMutation(
    trpc.identity.addRefusal.mutationOptions({
      onSuccess: ({ released }) => {
        setValue("");
        toast.done(t("refused", { count: released }));
      },
      onSettled,
    }),
  );
  const remove = useMutation(
    trpc.identity.removeRefusal.mutationOptions({
      onError: (error) => toast.failed(problemOf(error)?.message ?? t("failed")),
      onSettled,
    }),
  );
  const nameOf = (code: string) =>
    code === ""
      ? t("anyKind")
      : kinds.find((one) => one.code === code)?.name ||
        (t.has(`names.${code}` as "names.email") ? t(`names.${code as "email"}`) : code);
  return (
    <Section title={t("refusals")} description={t("refusalsText")}>
      {canWrite ? (
        <form
          className="mb-3 flex flex-wrap gap-2"
          onSubmit={(event) => {
            event.preventDefault();
            if (value.trim()) add.mutate({ value, kind: kind === "any" ? "" : kind });
          }}
        >
          <Input
            aria-label={t("value")}
            placeholder={t("valueExample")}
            value={value}
            onChange={(event) => setValue(event.target.value)}
            className="w-64"
          />
          <Select
            label={t("kind")}
            value={kind}
            onChange={setKind}
            options={[
              { value: "any", label: t("anyKind") },
              ...kinds.map((one) => ({ value: one.code, label: nameOf(one.code) })),
            ]}
            className="w-44"
          />
          <Button type="submit" isBusy={add.isPending}>
            {t("refuse")}
          </Button>
        </form>
      ) : null}
      {add.error ? (
        <p role="alert" className="mb-2 text-bad text-sm">
          {problemOf(add.error)?.message}
        </p>
      ) : null}
      <ul className="divide-y border-y empty:border-0">
        {(data ?? []).map((row) => (
          <li key={`${row.kind} ${row.value}`} className="flex items-center gap-3 py-1.5 text-sm">
            <code className="min-w-0 break-all text-xs">{row.value}</code>
            <span className="text-muted">{nameOf(row.kind)}</span>
            <span className="min-w-0 flex-1 text-faint">
              {row.reason === "too_many"
                ? t("tooMany", { count: row.people ?? 0 })
                : t("listedBy", { name: row.addedBy })}
            </span>
            {canWrite ? (
              <IconButton
                label={t("allow", { value: row.value })}
                onClick={() => remove.mutate({ kind: row.kind, value: row.value })}
              >
                <X />
              </IconButton>
            ) : null}
          </li>
        ))}
      </ul>
      <p className="mt-2 text-faint text-xs">{t("builtIn")}</p>
    </Section>
  );
}
