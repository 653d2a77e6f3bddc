"use client";
import { useTranslations } from "next-intl";
import { cn } from "@/app/_ui/cn";
import { Field } from "@/app/_ui/input/field";
import { PasswordInput } from "@/app/_ui/input/input";
import { minPasswordLength, passwordProblem } from "@/server/domain/account/model";
import { passwordStrength } from "./password-strength";

interface NewPasswordProps {
  value: string;
  onChange(password: string): void;
  email: string;
  error?: string | undefined;
}

const tones = ["bg-line-strong", "bg-bad", "bg-warn", "bg-ok", "bg-ok"] as const;

/** A password with a meter that says what to do about it. The rule itself is the server's, shared. */
export function NewPassword({ value, onChange, email, error }: NewPasswordProps) {
  const t = useTranslations("auth.newPassword");
  const problem = passwordProblem(value, email);
  const strength = problem ? Math.min(1, value.length) : passwordStrength(value);
  const remark =
    value === ""
      ? t("rule", { count: minPasswordLength })
      : problem === "too_short"
        ? t("tooShort", { count: minPasswordLength - value.length })
        : t(problem ?? (["weak", "weak", "fair", "good", "strong"] as const)[strength] ?? "weak");
  return (
    <Field label={t("label")} error={error} help={<span aria-live="polite">{remark}</span>}>
      <PasswordInput
        name="password"
        autoComplete="new-password"
        required
        value={value}
        onChange={(event) => onChange(event.target.value)}
      />
      <div aria-hidden="true" className="grid grid-cols-4 gap-1">
        {[1, 2, 3, 4].map((step) => (
          <span
            key={step}
            className={cn(
              "h-1 rounded-full transition-colors",
              step <= strength ? tones[strength] : "bg-line",
            )}
          />
        ))}
      </div>
    </Field>
  );
}
