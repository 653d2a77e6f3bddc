"use client";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { useCan } from "@/app/_components/use-can";
import { useTRPC } from "@/app/_trpc/client";
import { problemOf } from "@/app/_trpc/problem";
import { Button } from "@/app/_ui/action/button";
import { Badge, StatusDot, type Tone } from "@/app/_ui/display/badge";
import { InlineEdit } from "@/app/_ui/input/inline-edit";
import { PageHeader } from "@/app/_ui/layout/page-header";
import { LinkTabs } from "@/app/_ui/layout/tabs";
import { toast } from "@/app/_ui/overlay/toast";
import type { GraphDefinition } from "@/server/domain/campaigns/graph";
import type { CampaignSettings, CampaignState } from "@/server/domain/campaigns/model";
import { CampaignMenu } from "./campaign-menu";
import { StartDialog } from "./start-dialog";
import { StopDialog } from "./stop-dialog";

export interface HeaderCampaign {
  id: string;
  name: string;
  state: CampaignState;
  currentVersion: number | null;
  draftRevision: number;
  archivedAt: Date | null;
  hasUnpublishedChanges: boolean;
  draft: GraphDefinition;
  settings: CampaignSettings;
  inFlight: readonly { version: number; nodeId: string; count: number }[];
}

export const stateTones: Record<CampaignState, Tone> = {
  draft: "neutral",
  active: "ok",
  paused: "warn",
  stopped: "neutral",
};

interface CampaignHeaderProps {
  campaign: HeaderCampaign;
  /** Saves what is still being edited; resolves with the revision to publish. */
  beforePublish?(): Promise<number>;
  /** Something was edited on this page since it was loaded or published. */
  isDraftDirty?: boolean;
  onPublished?(): void;
  problemCount?: number;
}

/** Name, state, the one thing to do next, and the campaign's pages. */
export function CampaignHeader({
  campaign,
  beforePublish,
  isDraftDirty = false,
  onPublished,
  problemCount = 0,
}: CampaignHeaderProps) {
  const t = useTranslations("campaigns");
  const router = useRouter();
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const canPublish = useCan("campaigns:publish");
  const canWrite = useCan("campaigns:write") && campaign.archivedAt === null;
  const [isStopping, setStopping] = useState(false);
  const [isStarting, setStarting] = useState(false);
  const refresh = () => queryClient.invalidateQueries(trpc.campaigns.pathFilter());
  const onError = (error: unknown) =>
    toast.failed(t("failed"), { description: problemOf(error)?.message ?? t("noAnswer") });
  const done = (key: "activated" | "published" | "paused" | "resumed") => async () => {
    await refresh();
    toast.done(t(`done.${key}`));
  };
  const running = (key: "activated" | "published") => async () => {
    onPublished?.();
    setStarting(false);
    await done(key)();
  };
  const activate = useMutation(
    trpc.campaigns.activate.mutationOptions({ onSuccess: running("activated"), onError }),
  );
  const publish = useMutation(
    trpc.campaigns.publish.mutationOptions({ onSuccess: running("published"), onError }),
  );
  const pause = useMutation(trpc.campaigns.pause.mutationOptions({ onSuccess: done("paused"), onError }));
  const resume = useMutation(trpc.campaigns.resume.mutationOptions({ onSuccess: done("resumed"), onError }));
  const rename = useMutation(trpc.campaigns.saveDraft.mutationOptions({ onSuccess: refresh }));
  const isBusy = activate.isPending || publish.isPending || pause.isPending || resume.isPending;
  const { id, state } = campaign;
  const flush = async () => (beforePublish ? await beforePublish() : campaign.draftRevision);
  const publishDraft = async () => {
    const revision = await flush().catch(() => undefined);
    if (revision !== undefined) publish.mutate({ id, revision });
  };
  const start = async () => {
    if ((await flush().catch(() => undefined)) !== undefined) activate.mutate({ id });
  };
  const hasChanges =
    state !== "draft" && campaign.archivedAt === null && (campaign.hasUnpublishedChanges || isDraftDirty);
  const actions = canPublish && campaign.archivedAt === null && (
    <>
      {hasChanges ? (
        <Button
          variant="primary"
          isBusy={isBusy}
          disabled={problemCount > 0}
          onClick={() => void publishDraft()}
        >
          {t("actions.publish")}
        </Button>
      ) : null}
      {state === "draft" || state === "stopped" ? (
        <Button
          variant="primary"
          isBusy={isBusy}
          disabled={problemCount > 0}
          onClick={() => setStarting(true)}
        >
          {t("actions.activate")}
        </Button>
      ) : null}
      {state === "active" ? (
        <Button isBusy={isBusy} onClick={() => pause.mutate({ id })}>
          {t("actions.pause")}
        </Button>
      ) : null}
      {state === "paused" ? (
        <Button
          variant={hasChanges ? "secondary" : "primary"}
          isBusy={isBusy}
          onClick={() => resume.mutate({ id })}
        >
          {t("actions.resume")}
        </Button>
      ) : null}
    </>
  );
  return (
    <>
      <PageHeader
        crumbs={[{ href: "/campaigns", label: t("title") }]}
        title={
          <InlineEdit
            label={t("name")}
            value={campaign.name}
            isReadOnly={!canWrite}
            onSave={async (name) => {
              await rename.mutateAsync({ id, revision: await flush(), name });
              router.refresh();
            }}
          />
        }
        aside={
          <>
            <StatusDot tone={stateTones[state]}>{t(`states.${state}`)}</StatusDot>
            {campaign.currentVersion === null ? null : (
              <Badge>{t("version", { version: campaign.currentVersion })}</Badge>
            )}
            {hasChanges ? <Badge tone="warn">{t("unpublished")}</Badge> : null}
            {campaign.archivedAt ? <Badge>{t("archived")}</Badge> : null}
          </>
        }
        actions={
          <>
            {actions}
            <CampaignMenu campaign={campaign} onStop={() => setStopping(true)} />
          </>
        }
        tabs={
          <LinkTabs
            label={t("pages.label")}
            tabs={[
              { href: `/campaigns/${id}`, label: t("pages.report") },
              { href: `/campaigns/${id}/edit`, label: t("pages.chain") },
              { href: `/campaigns/${id}/settings`, label: t("pages.settings") },
            ]}
          />
        }
      />
      {isStarting ? (
        <StartDialog
          campaign={campaign}
          isBusy={activate.isPending}
          onStart={() => void start()}
          onClose={() => setStarting(false)}
        />
      ) : null}
      {isStopping ? <StopDialog campaign={campaign} onClose={() => setStopping(false)} /> : null}
    </>
  );
}
