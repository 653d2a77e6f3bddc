"use client";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { useTRPC } from "@/app/_trpc/client";
import { problemOf } from "@/app/_trpc/problem";
import { Button } from "@/app/_ui/action/button";
import { CodeBlock } from "@/app/_ui/display/code-block";
import { Field } from "@/app/_ui/input/field";
import { Textarea } from "@/app/_ui/input/input";
import type { BusRules } from "@/server/domain/bus/model";

/** Paste a message, see what it would be understood as. Changes nothing. */
export function TryMessage({ rules }: { rules: BusRules }) {
  const t = useTranslations("connections.bus");
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const [body, setBody] = useState("");
  const attempt = useMutation({
    mutationFn: () =>
      queryClient.fetchQuery({
        ...trpc.bus.tryMessage.queryOptions({ rules, body }),
        retry: false,
        staleTime: 0,
      }),
  });
  const result = attempt.data;
  const problem = attempt.isError
    ? (problemOf(attempt.error)?.message ?? t("noConnection"))
    : result && !result.ok
      ? result.reason
      : undefined;
  return (
    <div className="flex flex-col gap-2">
      <Field label={t("try")} help={t("tryHelp")} error={problem}>
        <Textarea
          rows={3}
          value={body}
          spellCheck={false}
          className="font-mono text-xs"
          onChange={(event) => setBody(event.target.value)}
        />
      </Field>
      <Button
        size="sm"
        className="self-start"
        isBusy={attempt.isPending}
        disabled={body.trim() === ""}
        onClick={() => attempt.mutate()}
      >
        {t("tryAction")}
      </Button>
      {result?.ok ? (
        <CodeBlock caption={t(`meanings.${result.meaning}`)} code={JSON.stringify(result.record, null, 2)} />
      ) : null}
    </div>
  );
}
