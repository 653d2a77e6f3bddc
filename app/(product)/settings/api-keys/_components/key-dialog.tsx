"use client";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { useFormat } from "@/app/_i18n/use-format";
import { useTRPC } from "@/app/_trpc/client";
import { fieldProblem, problemOf } from "@/app/_trpc/problem";
import { Button } from "@/app/_ui/action/button";
import { Dialog } from "@/app/_ui/overlay/dialog";
import type { ApiKey } from "./key-columns";
import { type KeyDraft, KeyForm } from "./key-form";
import { SecretDialog } from "./secret-dialog";

const empty: KeyDraft = { name: "", scopes: new Set(), expiry: "never", ratePerSecond: undefined };
const draftOf = (key: ApiKey): KeyDraft => ({
  name: key.name,
  scopes: new Set(key.scopes),
  expiry: key.expiresAt ? "keep" : "never",
  ratePerSecond: key.ratePerSecond ?? undefined,
});
const endOf = (expiry: string): Date | null =>
  expiry === "never" ? null : new Date(Date.now() + Number(expiry) * 86_400_000);

/** Makes a key, or changes one. A new key's secret is shown afterwards, once. */
export function KeyDialog({
  known,
  scopes,
  usualRate,
  onClose,
}: {
  known?: ApiKey | undefined;
  scopes: readonly string[];
  usualRate: number;
  onClose(): void;
}) {
  const t = useTranslations("settings.keys");
  const format = useFormat();
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const [draft, setDraft] = useState<KeyDraft>(known ? draftOf(known) : empty);
  const refresh = () => queryClient.invalidateQueries(trpc.account.apiKeys.pathFilter());
  const make = useMutation(trpc.account.createApiKey.mutationOptions({ onSuccess: refresh }));
  const change = useMutation(
    trpc.account.updateApiKey.mutationOptions({
      onSuccess: async () => {
        await refresh();
        onClose();
      },
    }),
  );
  if (make.data) return <SecretDialog title={t("madeTitle")} secret={make.data.key} onClose={onClose} />;
  const error = make.error ?? change.error;
  const save = () => {
    const values = {
      name: draft.name,
      scopes: [...draft.scopes],
      ratePerSecond: draft.ratePerSecond ?? null,
    };
    if (!known) make.mutate({ ...values, expiresAt: endOf(draft.expiry) });
    else
      change.mutate({
        id: known.id,
        ...values,
        ...(draft.expiry === "keep" ? {} : { expiresAt: endOf(draft.expiry) }),
      });
  };
  return (
    <Dialog
      isOpen
      size="lg"
      onOpenChange={onClose}
      title={known ? t("changeTitle", { name: known.name }) : t("make")}
      footer={
        <Button
          variant="primary"
          isBusy={make.isPending || change.isPending}
          disabled={draft.name.trim() === "" || draft.scopes.size === 0}
          onClick={save}
        >
          {known ? t("save") : t("makeAction")}
        </Button>
      }
    >
      <KeyForm
        draft={draft}
        onChange={setDraft}
        scopes={scopes}
        usualRate={usualRate}
        keptExpiry={known?.expiresAt ? t("endsAt", { date: format.dateTime(known.expiresAt) }) : undefined}
        nameError={error ? (fieldProblem(error, "name") ?? problemOf(error)?.message) : undefined}
      />
    </Dialog>
  );
}
