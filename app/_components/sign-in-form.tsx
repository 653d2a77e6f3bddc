"use client";
import { signIn } from "next-auth/react";
import { useTranslations } from "next-intl";
import { type FormEvent, useState } from "react";
import { Button } from "@/app/_ui/action/button";
import { Field } from "@/app/_ui/input/field";
import { Input, PasswordInput } from "@/app/_ui/input/input";

type Failure = "wrong" | "limit_exceeded" | "unavailable";
const failureOf = (error: string): Failure =>
  error === "CredentialsSignin" ? "wrong" : error === "limit_exceeded" ? "limit_exceeded" : "unavailable";

interface SignInFormProps {
  onSignedIn(): void;
  /** Known when a session has ended under the person's hands. */
  email?: string;
}

/** Address and password. What was typed stays whatever happens. */
export function SignInForm({ onSignedIn, email: known }: SignInFormProps) {
  const t = useTranslations("auth");
  const [email, setEmail] = useState(known ?? "");
  const [password, setPassword] = useState("");
  const [failure, setFailure] = useState<Failure>();
  const [isBusy, setBusy] = useState(false);

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setBusy(true);
    setFailure(undefined);
    try {
      const answer = await signIn("credentials", { email, password, redirect: false });
      if (answer?.ok && !answer.error) return onSignedIn();
      setFailure(failureOf(answer?.error ?? ""));
    } catch {
      setFailure("unavailable");
    }
    setBusy(false);
  };
  return (
    <form onSubmit={(event) => void submit(event)} className="flex flex-col gap-4">
      {failure ? (
        <div role="alert" className="rounded-md bg-bad-soft px-3 py-2 text-bad text-sm">
          {t(`failure.${failure}`)}
        </div>
      ) : null}
      <Field label={t("email")}>
        <Input
          type="email"
          name="email"
          autoComplete="username"
          required
          readOnly={known !== undefined}
          autoFocus={known === undefined}
          value={email}
          onChange={(event) => setEmail(event.target.value)}
        />
      </Field>
      <Field label={t("password")}>
        <PasswordInput
          name="password"
          autoComplete="current-password"
          required
          autoFocus={known !== undefined}
          value={password}
          onChange={(event) => setPassword(event.target.value)}
        />
      </Field>
      <Button type="submit" variant="primary" size="lg" isBusy={isBusy}>
        {t("signIn")}
      </Button>
    </form>
  );
}
