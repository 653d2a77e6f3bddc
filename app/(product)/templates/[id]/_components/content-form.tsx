"use client";
import { useTranslations } from "next-intl";
import { Field } from "@/app/_ui/input/field";
import { Segmented } from "@/app/_ui/input/segmented";
import { Select } from "@/app/_ui/input/select";
import { Section } from "@/app/_ui/layout/section";
import { type ContentFieldName, contentFields, contentGroups, letterContent } from "@/emails/content";
import { layoutCodes, layouts, letterLocales } from "@/emails/layouts";
import type { TemplateProblem } from "@/server/domain/templates/model";
import { ContentControl } from "./content-control";
import { useProblemWords } from "./problem-words";
import type { TemplateDraft } from "./use-template-draft";

interface ContentFormProps {
  draft: TemplateDraft;
  onChange(changes: Partial<TemplateDraft>): void;
  problems: readonly TemplateProblem[];
  /** What each variable says for the chosen reader. */
  values: Readonly<Record<string, string>>;
}

/** The form is made from the layout's own list of fields: a new layout needs no new form. */
export function ContentForm({ draft, onChange, problems, values }: ContentFormProps) {
  const t = useTranslations("templates");
  const say = useProblemWords();
  const { fields } = layouts[draft.layout];
  const issues = letterContent.safeParse(draft.content).error?.issues ?? [];
  const errorOf = (name: ContentFieldName): string | undefined => {
    const broken = issues.find((issue) => issue.path[0] === name);
    if (broken) return t.has(`rules.${name}`) ? t(`rules.${name}`) : broken.message;
    const found = problems.find((problem) => problem.field === name && problem.severity === "error");
    return found && say(found);
  };
  return (
    <div className="flex flex-col gap-8">
      <div className="grid gap-4 sm:grid-cols-2 lg:grid-cols-1 xl:grid-cols-2">
        <Field label={t("columns.layout")}>
          <Select
            value={draft.layout}
            onChange={(layout) => onChange({ layout })}
            options={layoutCodes.map((value) => ({ value, label: t(`layouts.${value}.name`) }))}
          />
        </Field>
        <Field label={t("language")}>
          <Segmented
            label={t("language")}
            value={draft.locale}
            onChange={(locale) => onChange({ locale })}
            options={letterLocales.map((value) => ({ value, label: t(`languages.${value}`) }))}
          />
        </Field>
      </div>
      {contentGroups.map((group) => {
        const names = fields.filter((name) => contentFields[name].group === group);
        if (names.length === 0) return null;
        return (
          <Section key={group} title={t(`groups.${group}`)}>
            <div className="flex flex-col gap-4">
              {names.map((name) => (
                <ContentControl
                  key={name}
                  name={name}
                  content={draft.content}
                  onChange={(changes) => onChange({ content: { ...draft.content, ...changes } })}
                  error={errorOf(name)}
                  values={values}
                />
              ))}
            </div>
          </Section>
        );
      })}
    </div>
  );
}
