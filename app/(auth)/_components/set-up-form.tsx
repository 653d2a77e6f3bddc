"use client";
import { useMutation } from "@tanstack/react-query";
import { useLocale, useTranslations } from "next-intl";
import { type FormEvent, useEffect, useMemo, useState } from "react";
import { isLocale } from "@/app/_i18n/locale";
import { currencyOfZone, currencyOptions, localTimeZone, timeZoneOptions } from "@/app/_i18n/regions";
import { useTRPC } from "@/app/_trpc/client";
import { fieldProblem, problemOf } from "@/app/_trpc/problem";
import { Button } from "@/app/_ui/action/button";
import { Combobox } from "@/app/_ui/input/combobox";
import { Field } from "@/app/_ui/input/field";
import { Input } from "@/app/_ui/input/input";
import { AuthHeading } from "./auth-heading";
import { useEnter } from "./enter-after";
import { NewPassword } from "./new-password";

interface SetUpFormProps {
  token: string;
  /** What the project says of itself already: the demo retailer has a name, a clock and a currency. */
  known: { company: string; timeZone: string; currency: string } | null;
}

/** The owner's account and how the shop counts time and money. Nothing here has a default that could be left in place. */
export function SetUpForm({ token, known }: SetUpFormProps) {
  const t = useTranslations("auth.setUp");
  const locale = useLocale();
  const trpc = useTRPC();
  const enter = useEnter();
  const [values, setValues] = useState({
    name: "",
    email: "",
    password: "",
    ...(known ?? { company: "", timeZone: "UTC", currency: "EUR" }),
  });
  const setUp = useMutation(
    trpc.account.setUpOwner.mutationOptions({ onSuccess: ({ email }) => enter(email, values.password) }),
  );

  const set = (changes: Partial<typeof values>) => {
    setValues((before) => ({ ...before, ...changes }));
    // A remark about what was typed before would be about something else now.
    if (setUp.isError) setUp.reset();
  };
  const region = useRegionGuess(known ? undefined : set);

  const submit = (event: FormEvent) => {
    event.preventDefault();
    setUp.mutate({ ...values, token, locale: isLocale(locale) ? locale : "en" });
  };
  const problem = problemOf(setUp.error);
  return (
    <>
      <AuthHeading title={t("title")}>{t("text")}</AuthHeading>
      <form onSubmit={submit} className="flex flex-col gap-4">
        {setUp.error && (problem?.fields.length ?? 0) === 0 ? (
          <div role="alert" className="rounded-md bg-bad-soft px-3 py-2 text-bad text-sm">
            {problem?.message ?? t("noAnswer")}
          </div>
        ) : null}
        <Field label={t("name")} error={fieldProblem(setUp.error, "name")}>
          <Input
            name="name"
            autoComplete="name"
            required
            maxLength={120}
            autoFocus
            value={values.name}
            onChange={(event) => set({ name: event.target.value })}
          />
        </Field>
        <Field label={t("email")} error={fieldProblem(setUp.error, "email")}>
          <Input
            type="email"
            name="email"
            autoComplete="username"
            required
            maxLength={254}
            value={values.email}
            onChange={(event) => set({ email: event.target.value })}
          />
        </Field>
        <NewPassword
          value={values.password}
          onChange={(password) => set({ password })}
          email={values.email}
          error={fieldProblem(setUp.error, "password")}
        />
        <hr className="my-1" />
        <Field label={t("company")} error={fieldProblem(setUp.error, "company")} help={t("companyHelp")}>
          <Input
            name="organization"
            autoComplete="organization"
            required
            maxLength={120}
            value={values.company}
            onChange={(event) => set({ company: event.target.value })}
          />
        </Field>
        <div className="grid grid-cols-1 gap-4 sm:grid-cols-2">
          <Field label={t("timeZone")} error={fieldProblem(setUp.error, "timeZone")}>
            <Combobox
              options={region.zones}
              value={region.zones.find((zone) => zone.value === values.timeZone)}
              onChange={(zone) => zone && set({ timeZone: zone.value })}
              placeholder={values.timeZone}
            />
          </Field>
          <Field label={t("currency")} error={fieldProblem(setUp.error, "currency")}>
            <Combobox
              options={region.currencies}
              value={region.currencies.find((currency) => currency.value === values.currency)}
              onChange={(currency) => currency && set({ currency: currency.value })}
              placeholder={values.currency}
            />
          </Field>
        </div>
        <p className="-mt-2 text-muted text-xs">{t("regionHelp")}</p>
        <Button type="submit" variant="primary" size="lg" isBusy={setUp.isPending || setUp.isSuccess}>
          {t("submit")}
        </Button>
      </form>
    </>
  );
}

/** The lists of zones and currencies, and a first guess from this machine once the page runs in the browser. */
function useRegionGuess(onGuess: ((guess: { timeZone: string; currency?: string }) => void) | undefined) {
  const locale = useLocale();
  const [now, setNow] = useState<Date>();
  // biome-ignore lint/correctness/useExhaustiveDependencies: the guess is made once; later it would undo the person's choice
  useEffect(() => {
    setNow(new Date());
    const timeZone = localTimeZone();
    const currency = currencyOfZone(timeZone);
    onGuess?.(currency ? { timeZone, currency } : { timeZone });
  }, []);
  return useMemo(
    () => ({
      zones: now ? timeZoneOptions(locale, now) : [],
      currencies: now ? currencyOptions(locale) : [],
    }),
    [locale, now],
  );
}
