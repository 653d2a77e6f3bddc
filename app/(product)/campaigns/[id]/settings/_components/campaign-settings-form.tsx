"use client";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { useCan } from "@/app/_components/use-can";
import { useTRPC } from "@/app/_trpc/client";
import { problemOf } from "@/app/_trpc/problem";
import { Button } from "@/app/_ui/action/button";
import { Switch } from "@/app/_ui/input/choice";
import { Field } from "@/app/_ui/input/field";
import { Input } from "@/app/_ui/input/input";
import { DurationInput, NumberInput } from "@/app/_ui/input/number-input";
import { Select } from "@/app/_ui/input/select";
import { Section } from "@/app/_ui/layout/section";
import { toast } from "@/app/_ui/overlay/toast";
import type { CampaignSettings } from "@/server/domain/campaigns/model";

interface Props {
  campaign: { id: string; draftRevision: number; settings: CampaignSettings; archivedAt: Date | null };
}

const day = 86_400;

export function CampaignSettingsForm({ campaign }: Props) {
  const t = useTranslations("campaigns.settingsPage");
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const canWrite = useCan("campaigns:write") && campaign.archivedAt === null;
  const [values, setValues] = useState(campaign.settings);
  const set = (change: Partial<CampaignSettings>) => setValues((before) => ({ ...before, ...change }));
  const save = useMutation(
    trpc.campaigns.saveDraft.mutationOptions({
      onSuccess: async () => {
        await queryClient.invalidateQueries(trpc.campaigns.pathFilter());
        toast.done(t("saved"));
      },
    }),
  );
  const isChanged = JSON.stringify(values) !== JSON.stringify(campaign.settings);
  return (
    <form
      className="flex flex-col gap-8"
      onSubmit={(event) => {
        event.preventDefault();
        save.mutate({ id: campaign.id, revision: campaign.draftRevision, settings: values });
      }}
    >
      <fieldset disabled={!canWrite} className="flex min-w-0 flex-col gap-8">
        <Section title={t("entry")}>
          <Field label={t("reentry.label")} help={t("reentry.help")}>
            <Select
              value={values.reentry.kind}
              disabled={!canWrite}
              onChange={(kind) =>
                set({ reentry: kind === "interval" ? { kind, seconds: 7 * day } : { kind } })
              }
              options={(["always", "interval", "never"] as const).map((kind) => ({
                value: kind,
                label: t(`reentry.${kind}`),
              }))}
            />
          </Field>
          {values.reentry.kind === "interval" ? (
            <Field label={t("interval.label")}>
              <DurationInput
                value={values.reentry.seconds}
                units={["hour", "day", "week"]}
                disabled={!canWrite}
                onChange={(seconds) => set({ reentry: { kind: "interval", seconds: Math.max(1, seconds) } })}
              />
            </Field>
          ) : null}
          <Field label={t("simultaneous.label")} help={t("simultaneous.help")}>
            <NumberInput
              className="w-24"
              value={values.max_simultaneous}
              onChange={(count) => set({ max_simultaneous: Math.max(1, Math.round(count ?? 1)) })}
            />
          </Field>
          <Switch
            checked={values.include_existing}
            disabled={!canWrite}
            onChange={(include_existing) => set({ include_existing })}
            label={t("existing.label")}
            help={t("existing.help")}
          />
        </Section>
        <Section title={t("letters")}>
          <Field label={t("category.label")} help={t("category.help")}>
            <Input
              className="w-60"
              value={values.category}
              maxLength={100}
              onChange={(event) => set({ category: event.target.value })}
            />
          </Field>
        </Section>
        <Section title={t("proof")}>
          <Field label={t("attribution.label")} help={t("attribution.help")}>
            <NumberInput
              className="w-32"
              unit={t("attribution.days")}
              value={values.attribution_days ?? undefined}
              onChange={(days) => set({ attribution_days: days === undefined ? null : Math.round(days) })}
            />
          </Field>
        </Section>
      </fieldset>
      {save.error ? (
        <p role="alert" className="text-bad text-sm">
          {problemOf(save.error)?.message}
        </p>
      ) : null}
      {canWrite ? (
        <div className="flex items-center gap-3">
          <Button type="submit" variant="primary" isBusy={save.isPending} disabled={!isChanged}>
            {t("save")}
          </Button>
          <p className="text-muted text-xs">{t("note")}</p>
        </div>
      ) : null}
    </form>
  );
}
