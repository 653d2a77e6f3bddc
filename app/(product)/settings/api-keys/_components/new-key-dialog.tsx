"use client";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { useTRPC } from "@/app/_trpc/client";
import { fieldProblem, problemOf } from "@/app/_trpc/problem";
import { Button } from "@/app/_ui/action/button";
import { CodeBlock } from "@/app/_ui/display/code-block";
import { Checkbox } from "@/app/_ui/input/choice";
import { Field } from "@/app/_ui/input/field";
import { Input } from "@/app/_ui/input/input";
import { Dialog } from "@/app/_ui/overlay/dialog";

/** First name and scopes, then the key: it is shown here once and never again. */
export function NewKeyDialog({ scopes, onClose }: { scopes: readonly string[]; onClose(): void }) {
  const t = useTranslations("settings.keys");
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const [name, setName] = useState("");
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const make = useMutation(
    trpc.account.createApiKey.mutationOptions({
      onSuccess: () => queryClient.invalidateQueries(trpc.account.apiKeys.pathFilter()),
    }),
  );
  if (make.data)
    return (
      <Dialog
        isOpen
        onOpenChange={onClose}
        title={t("madeTitle")}
        description={t("madeText")}
        footer={
          <Button variant="primary" onClick={onClose}>
            {t("kept")}
          </Button>
        }
      >
        <CodeBlock code={make.data.key} />
      </Dialog>
    );
  const toggle = (scope: string, isOn: boolean) => {
    const next = new Set(chosen);
    if (isOn) next.add(scope);
    else next.delete(scope);
    setChosen(next);
  };
  const isAll = chosen.size === scopes.length;
  const problem = problemOf(make.error);
  return (
    <Dialog
      isOpen
      onOpenChange={onClose}
      title={t("make")}
      footer={
        <Button
          variant="primary"
          isBusy={make.isPending}
          disabled={name.trim() === "" || chosen.size === 0}
          onClick={() => make.mutate({ name, scopes: [...chosen] })}
        >
          {t("makeAction")}
        </Button>
      }
    >
      <div className="flex flex-col gap-4">
        <Field
          label={t("name")}
          help={t("nameHelp")}
          error={fieldProblem(make.error, "name") ?? problem?.message}
        >
          <Input autoFocus value={name} maxLength={80} onChange={(event) => setName(event.target.value)} />
        </Field>
        <fieldset className="flex flex-col gap-2">
          <legend className="mb-2 font-medium text-sm">{t("scopes")}</legend>
          <Checkbox
            checked={isAll ? true : chosen.size > 0 ? "indeterminate" : false}
            onChange={(isOn) => setChosen(new Set(isOn ? scopes : []))}
            label={t("all")}
          />
          <div className="grid gap-1.5 border-t pt-2 sm:grid-cols-2">
            {scopes.map((scope) => (
              <Checkbox
                key={scope}
                checked={chosen.has(scope)}
                onChange={(isOn) => toggle(scope, isOn)}
                label={<code className="text-xs">{scope}</code>}
              />
            ))}
          </div>
        </fieldset>
      </div>
    </Dialog>
  );
}
