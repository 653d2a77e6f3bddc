"use client";
import { useTranslations } from "next-intl";
import { Field } from "@/app/_ui/input/field";
import { Input } from "@/app/_ui/input/input";
import { NumberInput } from "@/app/_ui/input/number-input";
import { Select } from "@/app/_ui/input/select";
import { ScopePicker } from "./scope-picker";

export interface KeyDraft {
  name: string;
  scopes: ReadonlySet<string>;
  /** Days from now, `never`, or `keep` what it is. */
  expiry: string;
  ratePerSecond: number | undefined;
}

/** What a key is: its name, what it may do, until when and how fast. */
export function KeyForm({
  draft,
  onChange,
  scopes,
  usualRate,
  keptExpiry,
  nameError,
}: {
  draft: KeyDraft;
  onChange(draft: KeyDraft): void;
  scopes: readonly string[];
  usualRate: number;
  /** The end it has now, written out; absent for a new key. */
  keptExpiry?: string | undefined;
  nameError?: string | undefined;
}) {
  const t = useTranslations("settings.keys");
  const ends = ["never", "30", "90", "365"].map((value) => ({
    value,
    label: value === "never" ? t("endsNever") : t("endsInDays", { days: Number(value) }),
  }));
  return (
    <div className="flex flex-col gap-5">
      <Field label={t("name")} help={t("nameHelp")} error={nameError}>
        <Input
          autoFocus
          value={draft.name}
          maxLength={80}
          onChange={(event) => onChange({ ...draft, name: event.target.value })}
        />
      </Field>
      <ScopePicker
        scopes={scopes}
        chosen={draft.scopes}
        onChange={(chosen) => onChange({ ...draft, scopes: chosen })}
      />
      <div className="grid gap-4 sm:grid-cols-2">
        <Field label={t("ends")} help={t("endsHelp")}>
          <Select
            value={draft.expiry}
            onChange={(expiry) => onChange({ ...draft, expiry })}
            options={keptExpiry ? [{ value: "keep", label: keptExpiry }, ...ends] : ends}
          />
        </Field>
        <Field label={t("rate")} help={t("rateHelp", { usual: usualRate })} optional={t("optional")}>
          <NumberInput
            value={draft.ratePerSecond}
            onChange={(value) =>
              onChange({ ...draft, ratePerSecond: value && value >= 1 ? Math.floor(value) : undefined })
            }
            placeholder={String(usualRate)}
            unit={t("perSecond")}
          />
        </Field>
      </div>
    </div>
  );
}
