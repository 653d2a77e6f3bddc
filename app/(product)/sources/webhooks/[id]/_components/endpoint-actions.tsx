"use client";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Ellipsis, KeyRound, Pause, Pencil, Play, RotateCcw, Send, Trash2 } from "lucide-react";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { useTRPC } from "@/app/_trpc/client";
import { problemOf } from "@/app/_trpc/problem";
import { Button } from "@/app/_ui/action/button";
import { IconButton } from "@/app/_ui/action/icon-button";
import { ConfirmDialog } from "@/app/_ui/overlay/confirm-dialog";
import { DropdownMenu, MenuItem } from "@/app/_ui/overlay/dropdown-menu";
import { toast } from "@/app/_ui/overlay/toast";
import type { EndpointView } from "@/server/domain/webhooks";
import { EndpointDialog } from "../../_components/endpoint-dialog";
import { SecretShown } from "../../_components/secret-shown";

const replayedMs = 30 * 86_400_000;

export function EndpointActions({ endpoint }: { endpoint: EndpointView }) {
  const t = useTranslations("connections.webhooks");
  const trpc = useTRPC();
  const router = useRouter();
  const queryClient = useQueryClient();
  const [open, setOpen] = useState<"edit" | "delete">();
  const [secret, setSecret] = useState<string>();
  const { id } = endpoint;
  const refresh = () => queryClient.invalidateQueries(trpc.webhooks.pathFilter());
  const failed = (error: unknown) =>
    toast.failed(t("notDone"), { description: problemOf(error)?.message ?? t("noConnection") });
  const update = useMutation(trpc.webhooks.update.mutationOptions({ onSuccess: refresh, onError: failed }));
  const ping = useMutation(
    trpc.webhooks.ping.mutationOptions({
      onError: failed,
      onSuccess: async () => {
        toast.done(t("pinged"));
        await refresh();
      },
    }),
  );
  const rotate = useMutation(
    trpc.webhooks.rotateSecret.mutationOptions({
      onError: failed,
      onSuccess: async (result) => {
        setSecret(result.secret);
        await refresh();
      },
    }),
  );
  const replay = useMutation(
    trpc.webhooks.replayFailed.mutationOptions({
      onError: failed,
      onSuccess: async ({ count }) => {
        toast.done(t("replayed", { count }));
        await refresh();
      },
    }),
  );
  const remove = useMutation(
    trpc.webhooks.delete.mutationOptions({
      onSuccess: async () => {
        router.push("/sources/webhooks");
        await refresh();
      },
    }),
  );
  return (
    <>
      {endpoint.state === "active" ? null : (
        <Button
          icon={<Play />}
          isBusy={update.isPending}
          onClick={() => update.mutate({ id, isActive: true })}
        >
          {t("activate")}
        </Button>
      )}
      <Button variant="primary" icon={<Send />} isBusy={ping.isPending} onClick={() => ping.mutate({ id })}>
        {t("ping")}
      </Button>
      <DropdownMenu
        trigger={
          <IconButton label={t("actions")} size="lg">
            <Ellipsis />
          </IconButton>
        }
      >
        <MenuItem icon={<Pencil />} onSelect={() => setOpen("edit")}>
          {t("edit")}
        </MenuItem>
        <MenuItem
          icon={<RotateCcw />}
          onSelect={() => replay.mutate({ id, since: new Date(Date.now() - replayedMs).toISOString() })}
        >
          {t("replayFailed")}
        </MenuItem>
        <MenuItem icon={<KeyRound />} onSelect={() => rotate.mutate({ id })}>
          {t("rotate")}
        </MenuItem>
        {endpoint.state === "active" ? (
          <MenuItem icon={<Pause />} onSelect={() => update.mutate({ id, isActive: false })}>
            {t("pause")}
          </MenuItem>
        ) : null}
        <MenuItem icon={<Trash2 />} onSelect={() => setOpen("delete")}>
          {t("delete")}
        </MenuItem>
      </DropdownMenu>
      {open === "edit" ? <EndpointDialog endpoint={endpoint} onClose={() => setOpen(undefined)} /> : null}
      {secret ? <SecretShown secret={secret} onClose={() => setSecret(undefined)} /> : null}
      <ConfirmDialog
        isOpen={open === "delete"}
        onOpenChange={() => setOpen(undefined)}
        title={t("delete")}
        action={t("deleteAction")}
        isDangerous
        isBusy={remove.isPending}
        error={remove.isError ? (problemOf(remove.error)?.message ?? t("noConnection")) : undefined}
        onConfirm={() => remove.mutate({ id })}
      >
        <p>{t("deleteText")}</p>
      </ConfirmDialog>
    </>
  );
}
