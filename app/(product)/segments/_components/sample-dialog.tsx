"use client";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { SegmentPicker } from "@/app/_components/rule-editor/pickers";
import { RuleNamesProvider, useRuleNames } from "@/app/_components/rule-editor/rule-names";
import { useTRPC } from "@/app/_trpc/client";
import { fieldProblem, problemOf } from "@/app/_trpc/problem";
import { Button } from "@/app/_ui/action/button";
import { Field } from "@/app/_ui/input/field";
import { Input } from "@/app/_ui/input/input";
import { NumberInput } from "@/app/_ui/input/number-input";
import { Segmented } from "@/app/_ui/input/segmented";
import { Dialog } from "@/app/_ui/overlay/dialog";
import type { Group } from "@/server/domain/segments/rule";

/** A random part of a segment, or of everybody, drawn once and kept as a list. */
export function SampleDialog({ of = "", onClose }: { of?: string; onClose(): void }) {
  const t = useTranslations("segments");
  const trpc = useTRPC();
  const router = useRouter();
  const queryClient = useQueryClient();
  const [name, setName] = useState("");
  const [base, setBase] = useState(of);
  const [measure, setMeasure] = useState<"percent" | "count">("percent");
  const [amount, setAmount] = useState<number | undefined>(10);
  const definition: Group = { kind: "all", rules: base ? [{ kind: "segment", id: base, is: "member" }] : [] };
  const nameOf = useRuleNames(definition);
  const create = useMutation(
    trpc.segments.createSample.mutationOptions({
      onSuccess: async (made) => {
        await queryClient.invalidateQueries(trpc.segments.pathFilter());
        router.push(`/segments/${made.id}?tab=people`);
      },
    }),
  );
  const problem = problemOf(create.error);
  const isReady = name.trim() !== "" && amount !== undefined && amount > 0;
  const submit = () => {
    if (!isReady) return;
    create.mutate(
      measure === "percent"
        ? { name, definition, percent: amount }
        : { name, definition, count: Math.round(amount) },
    );
  };
  return (
    <Dialog
      isOpen
      size="sm"
      onOpenChange={onClose}
      title={t("sample.title")}
      description={t("sample.text")}
      footer={
        <Button variant="primary" isBusy={create.isPending} disabled={!isReady} onClick={submit}>
          {t("sample.create")}
        </Button>
      }
    >
      <form
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          submit();
        }}
      >
        <Field label={t("name")} error={fieldProblem(create.error, "name")}>
          <Input value={name} maxLength={200} onChange={(event) => setName(event.target.value)} />
        </Field>
        <Field label={t("sample.of")} help={t("sample.ofHelp")}>
          <RuleNamesProvider value={nameOf}>
            <SegmentPicker value={base} onChange={setBase} className="w-full" />
          </RuleNamesProvider>
        </Field>
        <Field label={t("sample.size")}>
          <div className="flex gap-2">
            <NumberInput
              className="w-28"
              value={amount}
              onChange={setAmount}
              {...(measure === "percent" ? { unit: "%" } : {})}
            />
            <Segmented
              label={t("sample.measure")}
              value={measure}
              onChange={(next: "percent" | "count") => setMeasure(next)}
              options={(["percent", "count"] as const).map((value) => ({
                value,
                label: t(`sample.${value}`),
              }))}
            />
          </div>
        </Field>
        {problem?.fields.every((field) => field.path !== "name") ? (
          <p role="alert" className="text-bad text-sm">
            {problem.message}
          </p>
        ) : null}
        <button type="submit" hidden />
      </form>
    </Dialog>
  );
}
