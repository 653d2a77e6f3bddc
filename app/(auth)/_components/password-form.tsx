"use client";
import { useMutation } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { type FormEvent, useState } from "react";
import { useTRPC } from "@/app/_trpc/client";
import { fieldProblem, problemOf } from "@/app/_trpc/problem";
import { Button } from "@/app/_ui/action/button";
import { AuthHeading } from "./auth-heading";
import { DeadLink } from "./dead-link";
import { useEnter } from "./enter-after";
import { NewPassword } from "./new-password";

/** A new password by a link that an administrator made. */
export function PasswordForm({ token }: { token: string }) {
  const t = useTranslations("auth.resetPassword");
  const trpc = useTRPC();
  const enter = useEnter();
  const [password, setPassword] = useState("");
  const reset = useMutation(
    trpc.account.setPasswordByLink.mutationOptions({ onSuccess: ({ email }) => enter(email, password) }),
  );
  const problem = problemOf(reset.error);
  if (problem?.code === "NOT_FOUND")
    return (
      <DeadLink title={t("dead.title")} action={t("dead.action")}>
        {t("dead.text")}
      </DeadLink>
    );

  const submit = (event: FormEvent) => {
    event.preventDefault();
    reset.mutate({ token, password });
  };
  return (
    <>
      <AuthHeading title={t("title")}>{t("text")}</AuthHeading>
      <form onSubmit={submit} className="flex flex-col gap-4">
        {reset.error && (problem?.fields.length ?? 0) === 0 ? (
          <div role="alert" className="rounded-md bg-bad-soft px-3 py-2 text-bad text-sm">
            {problem?.message ?? t("noAnswer")}
          </div>
        ) : null}
        <NewPassword
          value={password}
          onChange={setPassword}
          email=""
          error={fieldProblem(reset.error, "password")}
        />
        <Button type="submit" variant="primary" size="lg" isBusy={reset.isPending || reset.isSuccess}>
          {t("submit")}
        </Button>
      </form>
    </>
  );
}
