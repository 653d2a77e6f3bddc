"use client";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { useTRPC } from "@/app/_trpc/client";
import { fieldProblem, problemOf } from "@/app/_trpc/problem";
import { Button } from "@/app/_ui/action/button";
import { Field } from "@/app/_ui/input/field";
import { Input } from "@/app/_ui/input/input";
import { Select } from "@/app/_ui/input/select";
import { Dialog } from "@/app/_ui/overlay/dialog";
import { toast } from "@/app/_ui/overlay/toast";

const fields = [
  "firstName",
  "middleName",
  "lastName",
  "email",
  "phone",
  "birthOn",
  "city",
  "region",
  "zip",
] as const;
type Values = Record<(typeof fields)[number] | "gender", string>;

interface Props {
  customer: { id: number } & { [Name in keyof Values]: string | null };
  onClose(): void;
}

/** What was on the screen of the fields that change: the server refuses when somebody was faster. */
const expectedOf = (changed: object, customer: Props["customer"]) =>
  Object.fromEntries(
    Object.keys(changed).map((name) => [
      name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`),
      customer[name as keyof Values],
    ]),
  );

/** Edits what the form holds; only what was changed is written, and the audit log says by whom. */
export function EditCustomerDialog({ customer, onClose }: Props) {
  const t = useTranslations("customers.edit");
  const facts = useTranslations("customers.facts");
  const genders = useTranslations("customers.genders");
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const start = Object.fromEntries(
    [...fields, "gender" as const].map((name) => [name, customer[name] ?? ""]),
  ) as Values;
  const [values, setValues] = useState(start);
  const update = useMutation(
    trpc.customers.update.mutationOptions({
      onSuccess: async () => {
        await queryClient.invalidateQueries(trpc.customers.pathFilter());
        toast.done(t("saved"));
        onClose();
      },
    }),
  );
  const changed = Object.fromEntries(
    Object.entries(values)
      .filter(([name, value]) => value !== start[name as keyof Values])
      .map(([name, value]) => [name, value.trim() === "" ? null : value]),
  );
  const problem = problemOf(update.error);
  const errorOf = (name: string) =>
    fieldProblem(update.error, name) ?? fieldProblem(update.error, `values.${name}`);
  const save = () =>
    Object.keys(changed).length === 0
      ? onClose()
      : update.mutate({ id: customer.id, values: changed, expected: expectedOf(changed, customer) });
  return (
    <Dialog
      isOpen
      onOpenChange={onClose}
      title={t("title")}
      footer={
        <Button variant="primary" isBusy={update.isPending} onClick={save}>
          {t("save")}
        </Button>
      }
    >
      <form
        className="grid gap-4 sm:grid-cols-2"
        onSubmit={(event) => {
          event.preventDefault();
          save();
        }}
      >
        {fields.map((name) => (
          <Field key={name} label={facts(name)} error={errorOf(name)}>
            <Input
              type={name === "birthOn" ? "date" : name === "email" ? "email" : "text"}
              value={values[name]}
              onChange={(event) => setValues({ ...values, [name]: event.target.value })}
            />
          </Field>
        ))}
        <Field label={facts("gender")} error={errorOf("gender")}>
          <Select
            value={values.gender || "unknown"}
            onChange={(gender) => setValues({ ...values, gender: gender === "unknown" ? "" : gender })}
            options={(["unknown", "female", "male"] as const).map((value) => ({
              value,
              label: genders(value),
            }))}
          />
        </Field>
        {problem && problem.fields.length === 0 ? (
          <p role="alert" className="text-bad text-sm sm:col-span-2">
            {problem.message}
          </p>
        ) : null}
        <button type="submit" hidden />
      </form>
    </Dialog>
  );
}
