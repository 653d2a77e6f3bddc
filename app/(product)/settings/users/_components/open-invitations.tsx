"use client";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { TimeAgo } from "@/app/_components/moment";
import { useCan } from "@/app/_components/use-can";
import { useTRPC } from "@/app/_trpc/client";
import { Button } from "@/app/_ui/action/button";
import { Section } from "@/app/_ui/layout/section";

interface Invitation {
  id: string;
  email: string;
  role: string;
  createdAt: Date;
}

export function OpenInvitations({ invitations }: { invitations: readonly Invitation[] }) {
  const t = useTranslations("settings.people");
  const canWrite = useCan("users:write");
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const revoke = useMutation(
    trpc.account.revokeInvitation.mutationOptions({
      onSuccess: () => queryClient.invalidateQueries(trpc.account.users.pathFilter()),
    }),
  );
  return (
    <Section title={t("invitations")} className="px-4 pb-6 sm:px-6">
      <ul className="divide-y border-y text-sm">
        {invitations.map((one) => (
          <li key={one.id} className="flex flex-wrap items-center gap-x-4 gap-y-1 py-2">
            <span className="min-w-0 flex-1 truncate font-medium">{one.email}</span>
            <span className="text-muted">{t(`roles.${one.role as "marketer"}.name`)}</span>
            <TimeAgo at={one.createdAt} className="text-muted" />
            {canWrite ? (
              <Button
                variant="danger-quiet"
                size="sm"
                isBusy={revoke.isPending && revoke.variables?.id === one.id}
                onClick={() => revoke.mutate({ id: one.id })}
              >
                {t("revoke")}
              </Button>
            ) : null}
          </li>
        ))}
      </ul>
    </Section>
  );
}
