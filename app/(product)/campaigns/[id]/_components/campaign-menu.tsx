"use client";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Ellipsis } from "lucide-react";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useCan } from "@/app/_components/use-can";
import { useTRPC } from "@/app/_trpc/client";
import { problemOf } from "@/app/_trpc/problem";
import { IconButton } from "@/app/_ui/action/icon-button";
import { DropdownMenu, MenuItem } from "@/app/_ui/overlay/dropdown-menu";
import { toast } from "@/app/_ui/overlay/toast";
import type { HeaderCampaign } from "./campaign-header";

/** What one does with a campaign now and then. */
export function CampaignMenu({ campaign, onStop }: { campaign: HeaderCampaign; onStop(): void }) {
  const t = useTranslations("campaigns");
  const router = useRouter();
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const canWrite = useCan("campaigns:write");
  const canPublish = useCan("campaigns:publish");
  const onError = (error: unknown) =>
    toast.failed(t("failed"), { description: problemOf(error)?.message ?? t("noAnswer") });
  const duplicate = useMutation(
    trpc.campaigns.duplicate.mutationOptions({
      onError,
      onSuccess: async (copy) => {
        await queryClient.invalidateQueries(trpc.campaigns.pathFilter());
        router.push(`/campaigns/${copy.id}/edit`);
      },
    }),
  );
  const archive = useMutation(
    trpc.campaigns.archive.mutationOptions({
      onError,
      onSuccess: async () => {
        await queryClient.invalidateQueries(trpc.campaigns.pathFilter());
        router.push("/campaigns");
      },
    }),
  );
  const mayStop = canPublish && (campaign.state === "active" || campaign.state === "paused");
  const mayArchive =
    canWrite && !campaign.archivedAt && (campaign.state === "draft" || campaign.state === "stopped");
  if (!canWrite && !mayStop) return null;
  return (
    <DropdownMenu
      align="end"
      trigger={
        <IconButton size="lg" label={t("actions.more")}>
          <Ellipsis />
        </IconButton>
      }
    >
      {canWrite ? (
        <MenuItem onSelect={() => duplicate.mutate({ id: campaign.id })}>{t("actions.duplicate")}</MenuItem>
      ) : null}
      {mayStop ? <MenuItem onSelect={onStop}>{t("actions.stop")}</MenuItem> : null}
      {mayArchive ? (
        <MenuItem onSelect={() => archive.mutate({ id: campaign.id })}>{t("actions.archive")}</MenuItem>
      ) : null}
    </DropdownMenu>
  );
}
