"use client";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { RotateCw } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import type { Refusal } from "@/app/_components/live-events/stream";
import { useTRPC } from "@/app/_trpc/client";
import { problemOf } from "@/app/_trpc/problem";
import { Button } from "@/app/_ui/action/button";
import { Field } from "@/app/_ui/input/field";
import { Section } from "@/app/_ui/layout/section";
import { useRejectActions } from "./use-reject-actions";

/** One refused input: try it as it is, put it right and try it, or let it go. */
export function RejectWork({ refusal }: { refusal: Refusal }) {
  const t = useTranslations("events.rejected");
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const [text, setText] = useState<string>();
  const { retry, discard, isBusy } = useRejectActions(() => setText(undefined));
  const chosen = { keys: [refusal.key] };
  const correct = useMutation(
    trpc.events.rejects.correct.mutationOptions({
      onSuccess: async () => {
        await queryClient.invalidateQueries(trpc.events.rejects.pathFilter());
        retry.mutate(chosen);
      },
    }),
  );
  const isOfFile = refusal.door === "import";
  if (text === undefined)
    return (
      <div className="flex flex-wrap items-center gap-2 border-t pt-4">
        <Button
          variant="primary"
          icon={<RotateCw />}
          isBusy={retry.isPending}
          disabled={isBusy}
          onClick={() => retry.mutate(chosen)}
        >
          {t("retry")}
        </Button>
        {isOfFile ? null : (
          <Button onClick={() => setText(pretty(refusal.payload ?? ""))}>{t("correct")}</Button>
        )}
        <Button variant="ghost" disabled={isBusy} onClick={() => discard.mutate(chosen)}>
          {t("discard")}
        </Button>
      </div>
    );
  return (
    <Section title={t("correct")} description={t("correctText")}>
      <Field
        label={t("input")}
        isLabelHidden
        error={correct.isError ? (problemOf(correct.error)?.message ?? t("failed")) : undefined}
      >
        <textarea
          value={text}
          rows={14}
          spellCheck={false}
          aria-label={t("input")}
          onChange={(event) => setText(event.target.value)}
          className="w-full rounded-md border bg-sunken p-2.5 font-mono text-xs"
        />
      </Field>
      <div className="flex gap-2">
        <Button
          variant="primary"
          isBusy={correct.isPending || retry.isPending}
          onClick={() => correct.mutate({ key: refusal.key, payload: text })}
        >
          {t("correctAndRetry")}
        </Button>
        <Button variant="ghost" onClick={() => setText(undefined)}>
          {t("cancel")}
        </Button>
      </div>
    </Section>
  );
}

function pretty(payload: string): string {
  try {
    return JSON.stringify(JSON.parse(payload), null, 2);
  } catch {
    return payload;
  }
}
