"use client";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { type FormEvent, useId, useState } from "react";
import { useTRPC } from "@/app/_trpc/client";
import { fieldProblem, problemOf } from "@/app/_trpc/problem";
import { Button } from "@/app/_ui/action/button";
import { Field } from "@/app/_ui/input/field";
import { Input } from "@/app/_ui/input/input";
import { NumberInput } from "@/app/_ui/input/number-input";
import { Dialog } from "@/app/_ui/overlay/dialog";
import type { ConnectionView } from "@/server/domain/bus";
import { draftOf, ruleOf } from "./rule-text";
import { RulesEditor } from "./rules-editor";
import { TryMessage } from "./try-message";

/** The queue, and what foreign messages in it mean. Ours need no rules. */
export function BusDialog({ connection, onClose }: { connection?: ConnectionView; onClose(): void }) {
  const t = useTranslations("connections.bus");
  const formId = useId();
  const form = useBusForm(connection, onClose);
  const { draft, change } = form;
  return (
    <Dialog
      isOpen
      onOpenChange={onClose}
      size="xl"
      title={connection ? t("edit") : t("new")}
      description={t("newText")}
      footer={
        <Button
          variant="primary"
          type="submit"
          form={formId}
          isBusy={form.isPending}
          disabled={!draft.name || !draft.queue || !(draft.url || connection)}
        >
          {connection ? t("save") : t("add")}
        </Button>
      }
    >
      <form id={formId} onSubmit={form.submit} className="flex flex-col gap-6">
        <div className="grid gap-4 sm:grid-cols-6">
          <Field label={t("fields.name")} className="sm:col-span-2">
            <Input
              value={draft.name}
              maxLength={100}
              onChange={(event) => change({ name: event.target.value })}
            />
          </Field>
          <Field label={t("fields.queue")} className="sm:col-span-2">
            <Input
              value={draft.queue}
              disabled={connection?.isFromEnv}
              onChange={(event) => change({ queue: event.target.value })}
            />
          </Field>
          <Field label={t("fields.prefetch")} help={t("prefetchHelp")} className="sm:col-span-2">
            <NumberInput
              value={draft.prefetch}
              min={1}
              max={5000}
              onChange={(prefetch) => change({ prefetch: prefetch ?? 1 })}
            />
          </Field>
          {connection?.isFromEnv ? null : (
            <Field
              label={t("fields.url")}
              help={connection ? t("urlKept", { address: connection.address }) : t("urlHelp")}
              error={fieldProblem(form.error, "url")}
              className="sm:col-span-6"
            >
              <Input
                value={draft.url}
                autoComplete="off"
                placeholder="amqps://user:password@bus.shop.example/vhost"
                onChange={(event) => change({ url: event.target.value })}
              />
            </Field>
          )}
        </div>
        <RulesEditor rules={draft.rules} onChange={(rules) => change({ rules })} />
        <TryMessage rules={form.rules} />
        {form.isError ? (
          <p role="alert" className="break-words rounded-md bg-bad-soft px-3 py-2 text-bad text-sm">
            {problemOf(form.error)?.message ?? t("noConnection")}
          </p>
        ) : null}
      </form>
    </Dialog>
  );
}

function useBusForm(connection: ConnectionView | undefined, done: () => void) {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const [draft, setDraft] = useState(() => ({
    name: connection?.name ?? "",
    queue: connection?.queue ?? "",
    prefetch: connection?.prefetch ?? 500,
    url: "",
    rules: (connection?.rules.items ?? []).map(draftOf),
  }));
  const onSuccess = async () => {
    await queryClient.invalidateQueries(trpc.bus.pathFilter());
    done();
  };
  const create = useMutation(trpc.bus.create.mutationOptions({ onSuccess }));
  const update = useMutation(trpc.bus.update.mutationOptions({ onSuccess }));
  const saving = connection ? update : create;
  const rules = { ...connection?.rules, items: draft.rules.map(ruleOf) };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const { name, queue, prefetch, url } = draft;
    if (connection)
      update.mutate({ id: connection.id, name, queue, prefetch, rules, ...(url ? { url } : {}) });
    else create.mutate({ name, queue, prefetch, rules, url });
  };
  return {
    draft,
    change: (changes: Partial<typeof draft>) => setDraft((current) => ({ ...current, ...changes })),
    rules,
    submit,
    isPending: saving.isPending,
    isError: saving.isError,
    error: saving.error,
  };
}
