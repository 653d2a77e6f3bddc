"use client";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { type FormEvent, useId, useState } from "react";
import { useTRPC } from "@/app/_trpc/client";
import { fieldProblem, problemOf } from "@/app/_trpc/problem";
import { Button } from "@/app/_ui/action/button";
import { Field } from "@/app/_ui/input/field";
import { Input } from "@/app/_ui/input/input";
import { Dialog } from "@/app/_ui/overlay/dialog";
import type { Source } from "../../_components/sources-table";

const listOf = (text: string) => [
  ...new Set(
    text
      .split(/[\s,;]+/)
      .map((part) =>
        part
          .toLowerCase()
          .replace(/^https?:\/\//, "")
          .replace(/\/.*$/, ""),
      )
      .filter(Boolean),
  ),
];
const numberOf = (text: string) => (text.trim() === "" ? null : Number(text.replace(/\s/g, "")));

/** Sites of the retailer, pages that may send, and limits of the key. */
export function SourceSettingsDialog({ source, onClose }: { source: Source; onClose(): void }) {
  const t = useTranslations("sources.settings");
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const formId = useId();
  const [own, setOwn] = useState(source.ownDomains.join(", "));
  const [allowed, setAllowed] = useState(source.allowedOrigins.join(", "));
  const [perSecond, setPerSecond] = useState(String(source.eventsPerSecond ?? ""));
  const [names, setNames] = useState(String(source.maxPropertyNames ?? ""));
  const save = useMutation(
    trpc.sources.update.mutationOptions({
      onSuccess: async () => {
        await queryClient.invalidateQueries(trpc.sources.pathFilter());
        onClose();
      },
    }),
  );
  const submit = (event: FormEvent) => {
    event.preventDefault();
    save.mutate({
      id: source.id,
      domain: source.domain,
      ownDomains: listOf(own),
      allowedOrigins: listOf(allowed),
      eventsPerSecond: numberOf(perSecond),
      maxPropertyNames: numberOf(names),
    });
  };
  const problem = (path: string) => fieldProblem(save.error, path);
  const isOther =
    save.isError && !["ownDomains", "allowedOrigins", "eventsPerSecond", "maxPropertyNames"].some(problem);
  return (
    <Dialog
      isOpen
      onOpenChange={onClose}
      title={t("title")}
      footer={
        <Button variant="primary" type="submit" form={formId} isBusy={save.isPending}>
          {t("save")}
        </Button>
      }
    >
      <form id={formId} onSubmit={submit} className="flex flex-col gap-4">
        <Field label={t("ownDomains")} help={t("ownDomainsHelp")} error={problem("ownDomains")}>
          <Input
            value={own}
            placeholder="shop.example, outlet.example"
            onChange={(event) => setOwn(event.target.value)}
          />
        </Field>
        <Field label={t("allowedOrigins")} help={t("allowedOriginsHelp")} error={problem("allowedOrigins")}>
          <Input
            value={allowed}
            placeholder="shop.example"
            onChange={(event) => setAllowed(event.target.value)}
          />
        </Field>
        <Field label={t("perSecond")} help={t("perSecondHelp")} error={problem("eventsPerSecond")}>
          <Input
            value={perSecond}
            inputMode="numeric"
            placeholder="250000"
            onChange={(event) => setPerSecond(event.target.value)}
          />
        </Field>
        <Field label={t("names")} help={t("namesHelp")} error={problem("maxPropertyNames")}>
          <Input
            value={names}
            inputMode="numeric"
            placeholder="2000"
            onChange={(event) => setNames(event.target.value)}
          />
        </Field>
        {isOther ? (
          <p role="alert" className="text-bad text-sm">
            {problemOf(save.error)?.message ?? t("failed")}
          </p>
        ) : null}
      </form>
    </Dialog>
  );
}
