"use client";
import { useTranslations } from "next-intl";
import { Field } from "@/app/_ui/input/field";
import { Select } from "@/app/_ui/input/select";
import { Section } from "@/app/_ui/layout/section";
import type { FileFormat } from "@/server/domain/integrations/files/format";
import type { FormatChoices } from "@/server/domain/integrations/schema";

const values = {
  delimiter: [",", ";", "\t", "|", "spaces"],
  encoding: ["utf-8", "utf-16le", "windows-1251"],
  dateOrder: ["dmy", "mdy"],
  decimal: [".", ","],
} as const;
type Choice = keyof typeof values;

/** Keys of texts: characters make none. */
const keys: Record<string, string> = { ",": "comma", ";": "semicolon", "\t": "tab", "|": "bar", ".": "dot" };
const keyOf = (value: string) => keys[value] ?? value;

interface FormatOptionsProps {
  choices: FormatChoices;
  /** As the server reads the file with these choices. */
  found: Pick<FileFormat, Choice | "hasHeader"> | undefined;
  onChange(changes: FormatChoices): void;
}

/** How the file is written. Everything was found already; here people correct it, and see at once what comes out. */
export function FormatOptions({ choices, found, onChange }: FormatOptionsProps) {
  const t = useTranslations("imports.format");
  const word = (choice: Choice, value: string) => t(`${choice}s.${keyOf(value)}` as "delimiters.comma");
  const select = (choice: Choice) => {
    const detected = found?.[choice];
    const isChosen = choices[choice] !== undefined;
    const auto =
      isChosen || detected === undefined ? t("auto") : t("autoFound", { found: word(choice, detected) });
    return (
      <Field key={choice} label={t(choice)}>
        <Select
          value={choices[choice] ?? "auto"}
          onChange={(value) => onChange({ [choice]: value === "auto" ? undefined : value } as FormatChoices)}
          options={[
            { value: "auto", label: auto },
            ...values[choice].map((value) => ({ value: value as string, label: word(choice, value) })),
          ]}
        />
      </Field>
    );
  };
  const header = choices.hasHeader === undefined ? "auto" : choices.hasHeader ? "yes" : "no";
  const autoHeader =
    choices.hasHeader !== undefined || !found
      ? t("auto")
      : t("autoFound", { found: t(found.hasHeader ? "header.yes" : "header.no") });
  return (
    <Section title={t("title")}>
      {select("delimiter")}
      <Field label={t("header.label")}>
        <Select
          value={header}
          onChange={(value) => onChange({ hasHeader: value === "auto" ? undefined : value === "yes" })}
          options={[
            { value: "auto", label: autoHeader },
            { value: "yes", label: t("header.yes") },
            { value: "no", label: t("header.no") },
          ]}
        />
      </Field>
      {select("encoding")}
      {select("dateOrder")}
      {select("decimal")}
    </Section>
  );
}
