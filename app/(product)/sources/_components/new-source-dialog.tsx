"use client";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { type FormEvent, useId, useState } from "react";
import { useTRPC } from "@/app/_trpc/client";
import { fieldProblem, problemOf } from "@/app/_trpc/problem";
import { Button } from "@/app/_ui/action/button";
import { Field } from "@/app/_ui/input/field";
import { Input } from "@/app/_ui/input/input";
import { Dialog } from "@/app/_ui/overlay/dialog";

/** A name, and perhaps the site: the page that follows helps with the rest. */
export function NewSourceDialog({ onClose }: { onClose(): void }) {
  const t = useTranslations("sources");
  const trpc = useTRPC();
  const router = useRouter();
  const queryClient = useQueryClient();
  const formId = useId();
  const [name, setName] = useState("");
  const [domain, setDomain] = useState("");
  const create = useMutation(
    trpc.sources.create.mutationOptions({
      onSuccess: async (source) => {
        router.push(`/sources/${source.id}`);
        await queryClient.invalidateQueries(trpc.sources.pathFilter());
      },
    }),
  );
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const site = siteName(domain);
    create.mutate({ name, ...(site ? { domain: site } : {}) });
  };
  const domainProblem = fieldProblem(create.error, "domain");
  const nameProblem = create.isError
    ? (fieldProblem(create.error, "name") ??
      (domainProblem ? undefined : (problemOf(create.error)?.message ?? t("noConnection"))))
    : undefined;
  return (
    <Dialog
      isOpen
      onOpenChange={onClose}
      title={t("new")}
      description={t("newText")}
      footer={
        <Button
          variant="primary"
          type="submit"
          form={formId}
          isBusy={create.isPending}
          disabled={name.trim() === ""}
        >
          {t("create")}
        </Button>
      }
    >
      <form id={formId} onSubmit={submit} className="flex flex-col gap-4">
        <Field label={t("columns.name")} help={t("nameHelp")} error={nameProblem}>
          <Input autoFocus value={name} maxLength={100} onChange={(event) => setName(event.target.value)} />
        </Field>
        <Field label={t("domain")} optional={t("optional")} error={domainProblem}>
          <Input
            value={domain}
            placeholder="shop.example"
            inputMode="url"
            onChange={(event) => setDomain(event.target.value)}
          />
        </Field>
      </form>
    </Dialog>
  );
}

/** People paste the whole address; the site's name is meant. */
const siteName = (typed: string): string =>
  typed
    .trim()
    .replace(/^https?:\/\//i, "")
    .replace(/\/.*$/, "");
