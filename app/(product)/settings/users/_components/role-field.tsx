"use client";
import { useTranslations } from "next-intl";
import { Field } from "@/app/_ui/input/field";
import { Select } from "@/app/_ui/input/select";
import { type Role, roles } from "@/server/kernel/access";

export function RoleField({
  role,
  onChange,
  error,
}: {
  role: Role;
  onChange(role: Role): void;
  error?: string | undefined;
}) {
  const t = useTranslations("settings.people");
  return (
    <Field label={t("role")} help={t(`roles.${role}.hint`)} error={error}>
      <Select
        value={role}
        onChange={onChange}
        options={roles.map((value) => ({
          value,
          label: t(`roles.${value}.name`),
          hint: t(`roles.${value}.hint`),
        }))}
      />
    </Field>
  );
}
