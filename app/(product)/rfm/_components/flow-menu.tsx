"use client";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Ellipsis, Megaphone, SquareStack, UsersRound } from "lucide-react";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useCan } from "@/app/_components/use-can";
import { useTRPC } from "@/app/_trpc/client";
import { problemOf } from "@/app/_trpc/problem";
import { IconButton } from "@/app/_ui/action/icon-button";
import { DropdownMenu, MenuItem } from "@/app/_ui/overlay/dropdown-menu";
import { toast } from "@/app/_ui/overlay/toast";
import type { RfmModelView, RfmReport } from "@/server/domain/rfm";
import { newSegmentPath } from "../../segments/search-params";
import { type Flow, graphOfFlow, isLatest, ruleOfFlow } from "../flow";

interface Props {
  model: RfmModelView;
  runs: RfmReport["runs"];
  from: number;
  to: number;
  flow: Flow;
  /** "Loyal → At risk": what comes of it is called so. */
  name: string;
}

/** What to do about those who went one way: see them, keep them as a segment, speak to them and to who follows. */
export function FlowMenu({ model, runs, from, to, flow, name }: Props) {
  const t = useTranslations("rfm.moves");
  const trpc = useTRPC();
  const router = useRouter();
  const queryClient = useQueryClient();
  const [canSave, canStart] = [useCan("segments:write"), useCan("campaigns:write")];
  const onError = (error: Parameters<typeof problemOf>[0]) =>
    toast.failed(t("failed"), { description: problemOf(error)?.message ?? "" });
  const count = useMutation(trpc.segments.count.mutationOptions());
  const save = useMutation(
    trpc.segments.create.mutationOptions({
      onError,
      onSuccess: ({ id }) => {
        count.mutate({ id });
        void queryClient.invalidateQueries(trpc.segments.pathFilter());
        toast.done(t("saved", { name }), {
          action: { label: t("open"), onClick: () => router.push(`/segments/${id}`) },
        });
      },
    }),
  );
  const start = useMutation(
    trpc.campaigns.create.mutationOptions({
      onError,
      onSuccess: ({ id }) => router.push(`/campaigns/${id}/edit`),
    }),
  );
  const definition = ruleOfFlow(model, runs, from, to, flow);
  return (
    <DropdownMenu
      className="w-64"
      trigger={
        <IconButton
          label={t("actions", { name })}
          disabled={save.isPending || start.isPending || start.isSuccess}
        >
          <Ellipsis />
        </IconButton>
      }
    >
      <MenuItem icon={<UsersRound />} href={newSegmentPath(definition, name)}>
        {t("people")}
      </MenuItem>
      {canSave ? (
        <MenuItem icon={<SquareStack />} onSelect={() => save.mutate({ name, definition })}>
          {t("save")}
        </MenuItem>
      ) : null}
      {canStart ? (
        <MenuItem
          icon={<Megaphone />}
          onSelect={() =>
            start.mutate({
              name,
              graph: graphOfFlow(model, flow),
              settings: { include_existing: isLatest(runs, from, to) },
            })
          }
        >
          {t("campaign")}
        </MenuItem>
      ) : null}
    </DropdownMenu>
  );
}
