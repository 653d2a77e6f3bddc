"use client";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { type FormEvent, useId, useState } from "react";
import { useTRPC } from "@/app/_trpc/client";
import { problemOf } from "@/app/_trpc/problem";
import { Button } from "@/app/_ui/action/button";
import { Field } from "@/app/_ui/input/field";
import { Input } from "@/app/_ui/input/input";
import { Dialog } from "@/app/_ui/overlay/dialog";
import type { EndpointView } from "@/server/domain/webhooks";
import { type WebhookType, webhookTypes } from "@/server/domain/webhooks/model";
import { SecretShown } from "./secret-shown";
import { TypesPicker } from "./types-picker";

/** Adds an endpoint, or changes one. A new one's secret is shown here, and nowhere afterwards. */
export function EndpointDialog({ endpoint, onClose }: { endpoint?: EndpointView; onClose(): void }) {
  const t = useTranslations("connections.webhooks");
  const router = useRouter();
  const [made, setMade] = useState<{ id: string; secret: string }>();
  const form = useEndpointForm(endpoint, (result) =>
    "secret" in result && result.secret ? setMade({ id: result.id, secret: result.secret }) : onClose(),
  );
  const formId = useId();
  if (made)
    return <SecretShown secret={made.secret} onClose={() => router.push(`/sources/webhooks/${made.id}`)} />;
  return (
    <Dialog
      isOpen
      onOpenChange={onClose}
      size="lg"
      title={endpoint ? t("edit") : t("new")}
      description={endpoint ? undefined : t("newText")}
      footer={
        <Button
          variant="primary"
          type="submit"
          form={formId}
          isBusy={form.isPending}
          disabled={form.url.trim() === "" || form.types.length === 0}
        >
          {endpoint ? t("save") : t("create")}
        </Button>
      }
    >
      <form id={formId} onSubmit={form.submit} className="flex flex-col gap-4">
        <Field label={t("url")} help={t("urlHelp")} error={form.problem}>
          <Input
            autoFocus
            value={form.url}
            inputMode="url"
            placeholder="https://shop.example/hooks/carillon"
            onChange={(event) => form.setUrl(event.target.value)}
          />
        </Field>
        <Field label={t("description")} optional={t("optional")}>
          <Input
            value={form.description}
            maxLength={200}
            onChange={(event) => form.setDescription(event.target.value)}
          />
        </Field>
        <div className="flex flex-col gap-2">
          <p className="font-medium text-sm">{t("types")}</p>
          <TypesPicker value={form.types} onChange={form.setTypes} />
        </div>
      </form>
    </Dialog>
  );
}

function useEndpointForm(
  endpoint: EndpointView | undefined,
  done: (result: { id: string; secret?: string }) => void,
) {
  const t = useTranslations("connections.webhooks");
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const [url, setUrl] = useState(endpoint?.url ?? "");
  const [description, setDescription] = useState(endpoint?.description ?? "");
  const [types, setTypes] = useState<WebhookType[]>(
    () => webhookTypes.filter((type) => endpoint?.types.includes(type)) ?? [],
  );
  const onSuccess = async (result: { id: string; secret?: string }) => {
    await queryClient.invalidateQueries(trpc.webhooks.pathFilter());
    done(result);
  };
  const create = useMutation(trpc.webhooks.create.mutationOptions({ onSuccess }));
  const update = useMutation(trpc.webhooks.update.mutationOptions({ onSuccess }));
  const mutation = endpoint ? update : create;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (endpoint) update.mutate({ id: endpoint.id, url, description, types });
    else create.mutate({ url, description, types });
  };
  const problem = mutation.isError
    ? (problemOf(mutation.error)?.message.replace(/^url: /, "") ?? t("noConnection"))
    : undefined;
  return {
    url,
    setUrl,
    description,
    setDescription,
    types,
    setTypes,
    submit,
    problem,
    isPending: mutation.isPending,
  };
}
