"use client";
import { FileUp } from "lucide-react";
import { useTranslations } from "next-intl";
import { useMemo, useRef, useState } from "react";
import { useFormat } from "@/app/_i18n/use-format";
import { useTRPCClient } from "@/app/_trpc/client";
import { problemOf } from "@/app/_trpc/problem";
import { Button } from "@/app/_ui/action/button";
import { Progress } from "@/app/_ui/display/progress";
import { Field } from "@/app/_ui/input/field";
import { Textarea } from "@/app/_ui/input/input";
import { Dialog } from "@/app/_ui/overlay/dialog";
import { portion, readIdentifiers } from "./identifiers";

interface Outcome {
  changed: number;
  found: number;
  unknown: string[];
}
const mostShown = 20;

/** People by their identifiers, pasted or from a file: who is known goes into the list, who is not is named. */
export function AddManyDialog({ id, onAdded, onClose }: { id: string; onAdded(): unknown; onClose(): void }) {
  const t = useTranslations("segments.people.many");
  const format = useFormat();
  const client = useTRPCClient();
  const file = useRef<HTMLInputElement>(null);
  const [text, setText] = useState("");
  const [done, setDone] = useState<number>();
  const [outcome, setOutcome] = useState<Outcome>();
  const [problem, setProblem] = useState<string>();
  const identifiers = useMemo(() => readIdentifiers(text), [text]);
  const isBusy = done !== undefined && !outcome && !problem;

  const add = async () => {
    setProblem(undefined);
    const sum: Outcome = { changed: 0, found: 0, unknown: [] };
    try {
      for (let at = 0; at < identifiers.length; at += portion) {
        setDone(at);
        const one = await client.segments.addByIdentity.mutate({
          id,
          identifiers: identifiers.slice(at, at + portion),
        });
        sum.changed += one.changed;
        sum.found += one.found;
        sum.unknown.push(...one.unknown);
      }
      setOutcome(sum);
    } catch (error) {
      setProblem(problemOf(error)?.message ?? t("failed"));
    }
    onAdded();
  };

  return (
    <Dialog
      isOpen
      size="md"
      onOpenChange={onClose}
      title={t("title")}
      description={t("text")}
      footer={
        outcome ? (
          <Button variant="primary" onClick={onClose}>
            {t("close")}
          </Button>
        ) : (
          <Button
            variant="primary"
            isBusy={isBusy}
            disabled={identifiers.length === 0}
            onClick={() => void add()}
          >
            {t("add", { count: identifiers.length })}
          </Button>
        )
      }
    >
      {outcome ? (
        <Told outcome={outcome} />
      ) : (
        <div className="flex flex-col gap-3">
          <Field label={t("identifiers")} help={t("help")} error={problem}>
            <Textarea rows={8} value={text} onChange={(event) => setText(event.target.value)} />
          </Field>
          <input
            ref={file}
            type="file"
            accept=".csv,.txt,text/csv,text/plain"
            className="sr-only"
            tabIndex={-1}
            aria-hidden
            onChange={async (event) => {
              const chosen = event.target.files?.[0];
              if (chosen) setText(await chosen.text());
            }}
          />
          <Button
            size="sm"
            variant="ghost"
            icon={<FileUp />}
            className="self-start"
            onClick={() => file.current?.click()}
          >
            {t("file")}
          </Button>
          {isBusy ? (
            <Progress
              value={done}
              max={identifiers.length}
              label={t("progress", { done: format.number(done), total: format.number(identifiers.length) })}
            />
          ) : null}
        </div>
      )}
    </Dialog>
  );
}

function Told({ outcome }: { outcome: Outcome }) {
  const t = useTranslations("segments.people.many");
  return (
    <div className="flex flex-col gap-3 text-sm" role="status">
      <p>{t("added", { count: outcome.changed })}</p>
      {outcome.found > outcome.changed ? (
        <p className="text-muted">{t("already", { count: outcome.found - outcome.changed })}</p>
      ) : null}
      {outcome.unknown.length > 0 ? (
        <div className="flex flex-col gap-1">
          <p className="font-medium">{t("unknown", { count: outcome.unknown.length })}</p>
          <ul className="max-h-40 overflow-y-auto font-mono text-muted text-xs">
            {outcome.unknown.slice(0, mostShown).map((one) => (
              <li key={one} className="truncate">
                {one}
              </li>
            ))}
          </ul>
          <Button
            size="sm"
            variant="ghost"
            className="self-start"
            onClick={() => void navigator.clipboard.writeText(outcome.unknown.join("\n"))}
          >
            {t("copy")}
          </Button>
        </div>
      ) : null}
    </div>
  );
}
