"use client";
import { useMutation } from "@tanstack/react-query";
import { signOut } from "next-auth/react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { PageBody } from "@/app/_components/page-body";
import { useSelf } from "@/app/_components/use-can";
import { useTRPC } from "@/app/_trpc/client";
import { fieldProblem, problemOf } from "@/app/_trpc/problem";
import { Button } from "@/app/_ui/action/button";
import { Field } from "@/app/_ui/input/field";
import { Input, PasswordInput } from "@/app/_ui/input/input";
import { Section } from "@/app/_ui/layout/section";
import { toast } from "@/app/_ui/overlay/toast";
import { SettingsHeader } from "../../_components/settings-header";

export function ProfileView() {
  const t = useTranslations("settings.profile");
  const self = useSelf();
  const trpc = useTRPC();
  const [name, setName] = useState(self.name);
  const rename = useMutation(
    trpc.account.updateProfile.mutationOptions({ onSuccess: () => toast.done(t("saved")) }),
  );
  return (
    <>
      <SettingsHeader />
      <PageBody width="narrow" className="pt-6">
        <Section title={t("you")}>
          <form
            className="flex flex-col gap-4"
            onSubmit={(event) => {
              event.preventDefault();
              rename.mutate({ name });
            }}
          >
            <Field label={t("name")} error={fieldProblem(rename.error, "name")}>
              <Input value={name} onChange={(event) => setName(event.target.value)} />
            </Field>
            <Field label={t("email")}>
              <Input value={self.email} readOnly disabled />
            </Field>
            <Button
              type="submit"
              className="self-start"
              isBusy={rename.isPending}
              disabled={name.trim() === "" || name === self.name}
            >
              {t("save")}
            </Button>
          </form>
        </Section>
        <PasswordSection />
      </PageBody>
    </>
  );
}

function PasswordSection() {
  const t = useTranslations("settings.profile");
  const trpc = useTRPC();
  const [current, setCurrent] = useState("");
  const [next, setNext] = useState("");
  // A new password ends every session, this one too: she signs in again with the new one.
  const change = useMutation(
    trpc.account.changePassword.mutationOptions({ onSuccess: () => signOut({ callbackUrl: "/sign-in" }) }),
  );
  const problem = problemOf(change.error);
  return (
    <Section title={t("password")} description={t("passwordText")}>
      <form
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          change.mutate({ current, next });
        }}
      >
        <Field label={t("current")} error={fieldProblem(change.error, "current")}>
          <PasswordInput
            autoComplete="current-password"
            value={current}
            onChange={(event) => setCurrent(event.target.value)}
          />
        </Field>
        <Field
          label={t("next")}
          help={t("nextHelp")}
          error={
            fieldProblem(change.error, "password") ??
            (problem && problem.fields.length === 0 ? problem.message : undefined)
          }
        >
          <PasswordInput
            autoComplete="new-password"
            value={next}
            onChange={(event) => setNext(event.target.value)}
          />
        </Field>
        <Button
          type="submit"
          className="self-start"
          isBusy={change.isPending}
          disabled={current === "" || next.length < 12}
        >
          {t("change")}
        </Button>
      </form>
    </Section>
  );
}
