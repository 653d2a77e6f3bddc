"use client";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { customerPath } from "@/app/_components/customer-name";
import { useTRPC } from "@/app/_trpc/client";
import { fieldProblem, problemOf } from "@/app/_trpc/problem";
import { Button } from "@/app/_ui/action/button";
import { Field } from "@/app/_ui/input/field";
import { Input } from "@/app/_ui/input/input";
import { Dialog } from "@/app/_ui/overlay/dialog";
import { toast } from "@/app/_ui/overlay/toast";

const fields = ["firstName", "lastName", "email", "phone", "externalId", "city"] as const;
const paths: Record<string, string> = {
  firstName: "first_name",
  lastName: "last_name",
  externalId: "external_id",
};

/** A new person by hand. Somebody known already by one of the identifiers is opened instead of doubled. */
export function CreateCustomerDialog({ onClose }: { onClose(): void }) {
  const t = useTranslations("customers.create");
  const facts = useTranslations("customers.facts");
  const trpc = useTRPC();
  const router = useRouter();
  const queryClient = useQueryClient();
  const [values, setValues] = useState<Partial<Record<(typeof fields)[number], string>>>({});
  const create = useMutation(
    trpc.customers.create.mutationOptions({
      onSuccess: async ({ outcome, customer }) => {
        await queryClient.invalidateQueries(trpc.customers.pathFilter());
        toast.done(t(outcome === "created" ? "created" : "known"));
        router.push(customerPath(customer.id));
        onClose();
      },
    }),
  );
  const said = Object.fromEntries(Object.entries(values).filter(([, value]) => value?.trim()));
  const isNamed = Boolean(said.email || said.phone || said.externalId);
  const problem = problemOf(create.error);
  const errorOf = (name: string) =>
    fieldProblem(create.error, name) ?? fieldProblem(create.error, paths[name] ?? name);
  const submit = () => isNamed && create.mutate(said);
  return (
    <Dialog
      isOpen
      onOpenChange={onClose}
      title={t("title")}
      description={t("text")}
      footer={
        <Button variant="primary" isBusy={create.isPending} disabled={!isNamed} onClick={submit}>
          {t("save")}
        </Button>
      }
    >
      <form
        className="grid gap-4 sm:grid-cols-2"
        onSubmit={(event) => {
          event.preventDefault();
          submit();
        }}
      >
        {fields.map((name) => (
          <Field key={name} label={facts(name)} error={errorOf(name)}>
            <Input
              type={name === "email" ? "email" : "text"}
              value={values[name] ?? ""}
              onChange={(event) => setValues({ ...values, [name]: event.target.value })}
            />
          </Field>
        ))}
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
