"use client";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Plus, Trash2 } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { useTRPC } from "@/app/_trpc/client";
import { problemOf } from "@/app/_trpc/problem";
import { Button } from "@/app/_ui/action/button";
import { IconButton } from "@/app/_ui/action/icon-button";
import { Section } from "@/app/_ui/layout/section";
import { toast } from "@/app/_ui/overlay/toast";
import type { ConnectionView } from "@/server/domain/integrations";
import { ConnectionDialog } from "./connection-dialog";

interface ConnectionsListProps {
  connections: readonly ConnectionView[];
  /** Absent: this person may only look. */
  onAdd: (() => void) | undefined;
}

/** The servers that queries read. */
export function ConnectionsList({ connections, onAdd }: ConnectionsListProps) {
  const t = useTranslations("connections.sql");
  const kinds = useTranslations("connections.kinds");
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const [opened, setOpened] = useState<ConnectionView>();
  const remove = useMutation(
    trpc.sql.deleteConnection.mutationOptions({
      onError: (error) => toast.failed(t("notDone"), { description: problemOf(error)?.message ?? "" }),
      onSuccess: () => queryClient.invalidateQueries(trpc.sql.pathFilter()),
    }),
  );
  return (
    <div className="px-4 pt-8 pb-16 sm:px-6">
      <Section
        title={t("connections")}
        actions={
          onAdd ? (
            <Button size="sm" icon={<Plus />} onClick={onAdd}>
              {t("newConnection")}
            </Button>
          ) : undefined
        }
      >
        <ul className="divide-y border-y">
          {connections.map((one) => (
            <li key={one.id} className="flex items-center justify-between gap-3 py-2">
              <div className="min-w-0">
                {onAdd ? (
                  <button type="button" className="quiet-link font-medium" onClick={() => setOpened(one)}>
                    {one.name}
                  </button>
                ) : (
                  <span className="font-medium">{one.name}</span>
                )}
                <span className="block truncate text-muted text-xs">
                  {kinds(one.kind)} · {one.username}@{one.host}:{one.port}/{one.database}
                  {one.tls === "off" ? ` · ${t("unencrypted")}` : ""}
                </span>
              </div>
              {onAdd ? (
                <IconButton
                  label={t("deleteConnection", { name: one.name })}
                  onClick={() => remove.mutate({ id: one.id })}
                >
                  <Trash2 />
                </IconButton>
              ) : null}
            </li>
          ))}
        </ul>
      </Section>
      {opened ? <ConnectionDialog connection={opened} onClose={() => setOpened(undefined)} /> : null}
    </div>
  );
}
