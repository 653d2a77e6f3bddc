"use client";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Braces } from "lucide-react";
import { useTranslations } from "next-intl";
import { useCallback, useEffect, useMemo, useState } from "react";
import { HelpLink } from "@/app/_components/help-link";
import { useRuleSentence } from "@/app/_components/rule-editor/named-rule";
import { asGroup, RuleEditor } from "@/app/_components/rule-editor/rule-editor";
import { useRuleNames } from "@/app/_components/rule-editor/rule-names";
import { useTRPC } from "@/app/_trpc/client";
import { fieldProblem, problemOf } from "@/app/_trpc/problem";
import { Button } from "@/app/_ui/action/button";
import { Checkbox } from "@/app/_ui/input/choice";
import { Field } from "@/app/_ui/input/field";
import { Input } from "@/app/_ui/input/input";
import { PageHeader } from "@/app/_ui/layout/page-header";
import { toast } from "@/app/_ui/overlay/toast";
import { type Group, rule as ruleSchema } from "@/server/domain/segments/rule";
import { BuilderBody } from "./builder-body";
import { JsonDialog } from "./json-dialog";
import { useLeaveGuard } from "./use-leave-guard";
import { useLiveAnswer } from "./use-live-answer";

/** A rule of the address, when it is one. */
function ruleOfAddress(text: string): Group {
  try {
    const parsed = ruleSchema.safeParse(JSON.parse(text));
    return asGroup(parsed.success ? parsed.data : undefined);
  } catch {
    return asGroup(undefined);
  }
}

/** A new segment: named and defined, counted as it grows, stored when it is saved. */
export function SegmentBuilder({ start }: { start: { rule: string; name: string } }) {
  const t = useTranslations("segments");
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const first = useMemo(() => ruleOfAddress(start.rule), [start.rule]);
  const [name, setName] = useState(start.name);
  const [rule, setRule] = useState(first);
  const [isLive, setLive] = useState(true);
  const [isJsonOpen, setJsonOpen] = useState(false);
  const answer = useLiveAnswer(rule);
  const nameOf = useRuleNames(rule);
  const sentenceOf = useRuleSentence(nameOf);
  const guard = useLeaveGuard(rule !== first);
  const count = useMutation(trpc.segments.count.mutationOptions());
  const save = useMutation(
    trpc.segments.create.mutationOptions({
      onSuccess: async (made) => {
        // The figure for the list; the page does not wait for it.
        count.mutate({ id: made.id });
        await queryClient.invalidateQueries(trpc.segments.pathFilter());
        toast.done(t("saved"));
        guard.leave(`/segments/${made.id}`);
      },
    }),
  );
  const isReady = name.trim() !== "" && rule.rules.length > 0 && answer.unfinished === 0;
  const submit = useCallback(() => {
    if (isReady && !save.isPending) save.mutate({ name, definition: rule, isLive });
  }, [isReady, save, name, rule, isLive]);
  useSaveKey(submit);
  const problem = problemOf(save.error);
  return (
    <>
      <PageHeader
        crumbs={[{ label: t("title"), href: "/segments" }]}
        title={t("newTitle")}
        aside={<HelpLink topic="segments" about={t("title")} />}
        actions={
          <>
            <Button variant="ghost" icon={<Braces />} onClick={() => setJsonOpen(true)}>
              {t("json.open")}
            </Button>
            <Button variant="primary" isBusy={save.isPending} disabled={!isReady} onClick={submit}>
              {t("save")}
            </Button>
          </>
        }
      />
      <BuilderBody answer={answer} rule={rule} sentenceOf={sentenceOf}>
        <Field label={t("name")} error={fieldProblem(save.error, "name")}>
          <Input
            className="max-w-120"
            value={name}
            maxLength={200}
            placeholder={t("namePlaceholder")}
            onChange={(event) => setName(event.target.value)}
          />
        </Field>
        {problem && !fieldProblem(save.error, "name") ? (
          <p role="alert" className="text-bad text-sm">
            {problem.message}
          </p>
        ) : null}
        <RuleEditor rule={rule} onChange={setRule} context={{ isInChain: false, letters: [] }} />
        <Checkbox
          checked={isLive}
          onChange={setLive}
          label={t("keepCurrent.label")}
          help={t("keepCurrent.help")}
        />
      </BuilderBody>
      {isJsonOpen ? <JsonDialog rule={rule} onApply={setRule} onClose={() => setJsonOpen(false)} /> : null}
      {guard.dialog}
    </>
  );
}

/** Cmd/Ctrl+S, also while a field is being typed into. */
export function useSaveKey(save: () => void): void {
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (!(event.metaKey || event.ctrlKey) || event.key.toLowerCase() !== "s") return;
      event.preventDefault();
      save();
    };
    window.addEventListener("keydown", press);
    return () => window.removeEventListener("keydown", press);
  }, [save]);
}
