"use client";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { PlugZap } from "lucide-react";
import { useTranslations } from "next-intl";
import { type FormEvent, useId, useState } from "react";
import { useTRPC } from "@/app/_trpc/client";
import { fieldProblem, problemOf } from "@/app/_trpc/problem";
import { Button } from "@/app/_ui/action/button";
import { Field } from "@/app/_ui/input/field";
import { Input, PasswordInput, Textarea } from "@/app/_ui/input/input";
import { NumberInput } from "@/app/_ui/input/number-input";
import { Segmented } from "@/app/_ui/input/segmented";
import { Select } from "@/app/_ui/input/select";
import { Dialog } from "@/app/_ui/overlay/dialog";
import type { ConnectionView } from "@/server/domain/integrations";
import { defaultPorts, sqlKinds, tlsModes } from "@/server/domain/integrations/sql/model";

type Draft = Omit<ConnectionView, "id" | "createdAt"> & { password: string };
const fresh: Draft = {
  name: "",
  kind: "postgres",
  host: "",
  port: defaultPorts.postgres,
  database: "",
  username: "",
  tls: "verify",
  ca: null,
  password: "",
};

/** A server and an account on it. Tried before it is saved; the password is never shown again. */
export function ConnectionDialog({ connection, onClose }: { connection?: ConnectionView; onClose(): void }) {
  const t = useTranslations("connections.sql");
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const formId = useId();
  const [draft, setDraft] = useState<Draft>(() => (connection ? { ...connection, password: "" } : fresh));
  const change = (changes: Partial<Draft>) => setDraft((current) => ({ ...current, ...changes }));
  const onSuccess = async () => {
    await queryClient.invalidateQueries(trpc.sql.pathFilter());
    onClose();
  };
  const create = useMutation(trpc.sql.createConnection.mutationOptions({ onSuccess }));
  const update = useMutation(trpc.sql.updateConnection.mutationOptions({ onSuccess }));
  const saving = connection ? update : create;
  const { password, ...rest } = draft;
  const given = password === "" ? {} : { password };
  const test = useMutation({
    mutationFn: () =>
      queryClient.fetchQuery({
        ...trpc.sql.test.queryOptions({ ...rest, ...given, ...(connection ? { id: connection.id } : {}) }),
        retry: false,
        staleTime: 0,
      }),
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (connection) update.mutate({ ...rest, ...given, id: connection.id });
    else create.mutate({ ...rest, password });
  };
  const isComplete = Boolean(draft.name && draft.host && draft.database && draft.username);
  return (
    <Dialog
      isOpen
      onOpenChange={onClose}
      size="lg"
      title={connection ? t("editConnection") : t("newConnection")}
      description={t("connectionText")}
      footer={
        <>
          <Button
            icon={<PlugZap />}
            isBusy={test.isPending}
            disabled={!isComplete}
            onClick={() => test.mutate()}
          >
            {t("test")}
          </Button>
          <Button
            variant="primary"
            type="submit"
            form={formId}
            isBusy={saving.isPending}
            disabled={!isComplete}
          >
            {connection ? t("save") : t("add")}
          </Button>
        </>
      }
    >
      <form id={formId} onSubmit={submit} className="grid gap-4 sm:grid-cols-6">
        <Field label={t("fields.kind")} className="sm:col-span-3">
          <Select
            value={draft.kind}
            onChange={(kind) => change({ kind, port: defaultPorts[kind] })}
            options={sqlKinds.map((kind) => ({ value: kind, label: t(`kindNames.${kind}`) }))}
          />
        </Field>
        <Field label={t("fields.name")} className="sm:col-span-3">
          <Input
            value={draft.name}
            maxLength={100}
            onChange={(event) => change({ name: event.target.value })}
          />
        </Field>
        <Field label={t("fields.host")} className="sm:col-span-4" error={fieldProblem(saving.error, "host")}>
          <Input
            value={draft.host}
            placeholder="db.shop.example"
            onChange={(event) => change({ host: event.target.value })}
          />
        </Field>
        <Field label={t("fields.port")} className="sm:col-span-2">
          <NumberInput
            value={draft.port}
            min={1}
            max={65_535}
            onChange={(port) => change({ port: port ?? 0 })}
          />
        </Field>
        <Field label={t("fields.database")} className="sm:col-span-2">
          <Input value={draft.database} onChange={(event) => change({ database: event.target.value })} />
        </Field>
        <Field label={t("fields.username")} className="sm:col-span-2">
          <Input
            value={draft.username}
            autoComplete="off"
            onChange={(event) => change({ username: event.target.value })}
          />
        </Field>
        <Field
          label={t("fields.password")}
          className="sm:col-span-2"
          error={fieldProblem(saving.error, "password")}
        >
          <PasswordInput
            value={password}
            autoComplete="new-password"
            placeholder={connection ? "••••••••" : undefined}
            onChange={(event) => change({ password: event.target.value })}
          />
        </Field>
        <Field label={t("fields.tls")} help={t(`tlsHelp.${draft.tls}`)} className="sm:col-span-6">
          <Segmented
            label={t("fields.tls")}
            value={draft.tls}
            onChange={(tls) => change({ tls })}
            options={tlsModes.map((mode) => ({ value: mode, label: t(`tls.${mode}`) }))}
          />
        </Field>
        {draft.tls === "verify" ? (
          <Field label={t("fields.ca")} optional={t("optional")} className="sm:col-span-6">
            <Textarea
              rows={2}
              value={draft.ca ?? ""}
              placeholder="-----BEGIN CERTIFICATE-----"
              className="font-mono text-xs"
              onChange={(event) => change({ ca: event.target.value || null })}
            />
          </Field>
        ) : null}
        <TestResult
          result={test.data}
          problem={test.isError ? (problemOf(test.error)?.message ?? t("noConnection")) : undefined}
          saving={saving.isError ? (problemOf(saving.error)?.message ?? t("noConnection")) : undefined}
        />
      </form>
    </Dialog>
  );
}

function TestResult(props: {
  result: { version: string; mayWrite: boolean } | undefined;
  problem: string | undefined;
  saving: string | undefined;
}) {
  const t = useTranslations("connections.sql");
  const { result, problem, saving } = props;
  const bad = saving ?? problem;
  if (bad)
    return (
      <p role="alert" className="break-words rounded-md bg-bad-soft px-3 py-2 text-bad text-sm sm:col-span-6">
        {bad}
      </p>
    );
  if (!result) return null;
  return (
    <div role="status" className="flex flex-col gap-1 text-sm sm:col-span-6">
      <p className="rounded-md bg-ok-soft px-3 py-2 text-ok">{t("connected", { version: result.version })}</p>
      {result.mayWrite ? (
        <p className="rounded-md bg-warn-soft px-3 py-2 text-warn">{t("mayWrite")}</p>
      ) : null}
    </div>
  );
}
