"use client";
import { useMutation } from "@tanstack/react-query";
import { useLocale, useTranslations } from "next-intl";
import { type FormEvent, useState } from "react";
import { isLocale } from "@/app/_i18n/locale";
import { useTRPC } from "@/app/_trpc/client";
import { fieldProblem, problemOf } from "@/app/_trpc/problem";
import { Button } from "@/app/_ui/action/button";
import { Field } from "@/app/_ui/input/field";
import { Input } from "@/app/_ui/input/input";
import { AuthHeading } from "./auth-heading";
import { useEnter } from "./enter-after";
import { NewPassword } from "./new-password";

/** An invited person's name and password; the address and the role were given by the inviter. */
export function InvitationForm({
  token,
  email,
  name: suggested,
  role,
}: {
  token: string;
  email: string;
  name: string;
  role: string;
}) {
  const t = useTranslations("auth.invitation");
  const roleName = useTranslations("shell.roles");
  const locale = useLocale();
  const trpc = useTRPC();
  const enter = useEnter();
  const [name, setName] = useState(suggested);
  const [password, setPassword] = useState("");
  const accept = useMutation(
    trpc.account.acceptInvitation.mutationOptions({ onSuccess: () => enter(email, password) }),
  );
  const problem = problemOf(accept.error);

  const submit = (event: FormEvent) => {
    event.preventDefault();
    accept.mutate({ token, name, password, locale: isLocale(locale) ? locale : "en" });
  };
  return (
    <>
      <AuthHeading title={t("title")}>
        {t("text", { role: roleName.has(role) ? roleName(role) : role })}
      </AuthHeading>
      <form onSubmit={submit} className="flex flex-col gap-4">
        {accept.error && (problem?.fields.length ?? 0) === 0 ? (
          <div role="alert" className="rounded-md bg-bad-soft px-3 py-2 text-bad text-sm">
            {problem?.message ?? t("noAnswer")}
          </div>
        ) : null}
        <Field label={t("email")}>
          <Input type="email" name="email" autoComplete="username" readOnly value={email} />
        </Field>
        <Field label={t("name")} error={fieldProblem(accept.error, "name")}>
          <Input
            name="name"
            autoComplete="name"
            required
            maxLength={120}
            autoFocus
            value={name}
            onChange={(event) => setName(event.target.value)}
          />
        </Field>
        <NewPassword
          value={password}
          onChange={setPassword}
          email={email}
          error={fieldProblem(accept.error, "password")}
        />
        <Button type="submit" variant="primary" size="lg" isBusy={accept.isPending || accept.isSuccess}>
          {t("submit")}
        </Button>
      </form>
    </>
  );
}
