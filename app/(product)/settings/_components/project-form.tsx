"use client";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { useCan } from "@/app/_components/use-can";
import { useTRPC } from "@/app/_trpc/client";
import { fieldProblem, problemOf } from "@/app/_trpc/problem";
import { Button } from "@/app/_ui/action/button";
import { Combobox } from "@/app/_ui/input/combobox";
import { Field } from "@/app/_ui/input/field";
import { Input, Textarea } from "@/app/_ui/input/input";
import { NumberInput } from "@/app/_ui/input/number-input";
import { Select } from "@/app/_ui/input/select";
import { Section } from "@/app/_ui/layout/section";
import { toast } from "@/app/_ui/overlay/toast";
import type { ProjectSettings } from "@/server/domain/account/settings";
import { currencies, timeZones } from "./choices";

type TextField =
  | "company"
  | "siteUrl"
  | "supportEmail"
  | "senderName"
  | "senderEmail"
  | "replyTo"
  | "utmSource"
  | "utmMedium"
  | "defaultCountry";

/** One form, one save button that is there only while something differs; nothing typed is lost by an error. */
export function ProjectForm({ saved }: { saved: ProjectSettings }) {
  const t = useTranslations("settings.general");
  const canWrite = useCan("settings:write");
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const [draft, setDraft] = useState<Partial<ProjectSettings>>({});
  const values = { ...saved, ...draft };
  const changes = Object.fromEntries(
    Object.entries(draft).filter(([name, value]) => saved[name as keyof ProjectSettings] !== value),
  ) as Partial<ProjectSettings>;
  const isChanged = Object.keys(changes).length > 0;
  const save = useMutation(
    trpc.account.updateSettings.mutationOptions({
      onSuccess: async () => {
        await queryClient.invalidateQueries(trpc.account.pathFilter());
        setDraft({});
        toast.done(t("saved"));
      },
      onError: (error) => {
        if ((problemOf(error)?.fields.length ?? 0) === 0)
          toast.failed(problemOf(error)?.message ?? t("failed"));
      },
    }),
  );
  const set = (change: Partial<ProjectSettings>) => setDraft((before) => ({ ...before, ...change }));
  const textField = (name: TextField, type = "text") => (
    <Field label={t(`${name}.label`)} help={t(`${name}.help`)} error={fieldProblem(save.error, name)}>
      <Input
        type={type}
        value={values[name]}
        disabled={!canWrite}
        onChange={(event) => set({ [name]: event.target.value })}
      />
    </Field>
  );
  return (
    <form
      className="flex flex-col gap-10"
      onSubmit={(event) => {
        event.preventDefault();
        save.mutate(changes);
      }}
    >
      <Section title={t("companyTitle")}>
        {textField("company")}
        {textField("siteUrl", "url")}
        <Field
          label={t("postalAddress.label")}
          help={t("postalAddress.help")}
          error={fieldProblem(save.error, "postalAddress")}
        >
          <Textarea
            value={values.postalAddress}
            disabled={!canWrite}
            onChange={(event) => set({ postalAddress: event.target.value })}
          />
        </Field>
        {textField("supportEmail", "email")}
      </Section>
      <Section title={t("regionTitle")}>
        <div className="grid gap-4 sm:grid-cols-2">
          <Field
            label={t("timeZone.label")}
            help={t("timeZone.help")}
            error={fieldProblem(save.error, "timeZone")}
          >
            <Combobox
              value={{ value: values.timeZone, label: values.timeZone }}
              onChange={(option) => option && set({ timeZone: option.value })}
              options={timeZones()}
              placeholder={values.timeZone}
              disabled={!canWrite}
            />
          </Field>
          <Field
            label={t("currency.label")}
            help={t("currency.help")}
            error={fieldProblem(save.error, "currency")}
          >
            <Select
              value={values.currency}
              onChange={(currency) => set({ currency })}
              options={currencies}
              disabled={!canWrite}
            />
          </Field>
          <Field label={t("locale.label")} help={t("locale.help")}>
            <Select
              value={values.locale}
              onChange={(locale) => set({ locale })}
              disabled={!canWrite}
              options={[
                { value: "en", label: "English" },
                { value: "ru", label: "Русский" },
              ]}
            />
          </Field>
          {textField("defaultCountry")}
        </div>
      </Section>
      <Section title={t("emailTitle")}>
        <div className="grid gap-4 sm:grid-cols-2">
          {textField("senderName")}
          {textField("senderEmail", "email")}
          {textField("replyTo", "email")}
        </div>
        <div className="grid gap-4 sm:grid-cols-2">
          {textField("utmSource")}
          {textField("utmMedium")}
        </div>
      </Section>
      <Section title={t("proofTitle")}>
        <Field
          label={t("attributionDays.label")}
          help={t("attributionDays.help")}
          error={fieldProblem(save.error, "attributionDays")}
        >
          <NumberInput
            value={values.attributionDays}
            onChange={(days) => set({ attributionDays: days ?? 7 })}
            min={1}
            max={90}
            disabled={!canWrite}
            className="w-32"
          />
        </Field>
      </Section>
      {canWrite && isChanged ? (
        <div className="sticky bottom-0 -mx-4 flex items-center justify-end gap-2 border-t bg-canvas px-4 py-3">
          <Button variant="ghost" onClick={() => setDraft({})}>
            {t("discard")}
          </Button>
          <Button type="submit" variant="primary" isBusy={save.isPending}>
            {t("save")}
          </Button>
        </div>
      ) : null}
    </form>
  );
}
