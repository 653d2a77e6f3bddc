"use client";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { ExactTime } from "@/app/_components/moment";
import { Badge, StatusDot, type Tone } from "@/app/_ui/display/badge";
import type { ExplainedEntry, ExplainedMessage, ExplainedStep } from "@/server/domain/campaigns";
import { NodeMark } from "../../../_components/chain-steps";
import { useNodeText } from "../report/report-context";
import { useReasonText } from "../use-reason-text";

const entryTones: Record<string, Tone> = { active: "accent", finished: "ok", exited: "ok", dropped: "warn" };

/** One entry: its way over the steps with times, and the letters it brought. */
export function WhyEntry({ entry }: { entry: ExplainedEntry }) {
  const t = useTranslations("campaigns.explain");
  const campaigns = useTranslations("campaigns");
  const reasonText = useReasonText();
  return (
    <li className="flex flex-col gap-3 rounded-lg border p-3">
      <div className="flex flex-wrap items-center gap-2">
        <ExactTime at={entry.enteredAt} className="font-medium" />
        <StatusDot tone={entryTones[entry.state] ?? "neutral"}>
          {t(`states.${entry.state as "active"}`)}
        </StatusDot>
        <Badge>{campaigns("version", { version: entry.version })}</Badge>
      </div>
      {entry.reason ? <p className="text-muted">{reasonText(entry.reason)}</p> : null}
      <ol className="flex flex-col">
        {entry.path.map((step, index) => (
          <Step
            key={`${step.nodeId} ${step.enteredAt.getTime()}`}
            step={step}
            isLast={index === entry.path.length - 1}
            waitingUntil={step.leftAt === null ? entry.waitingUntil : null}
            messages={entry.messages.filter((message) => isOfStep(message, step))}
          />
        ))}
      </ol>
    </li>
  );
}

/** A letter belongs to the visit to its node during which it was planned; a way round may come there twice. */
const isOfStep = (message: ExplainedMessage, step: ExplainedStep): boolean =>
  message.nodeId === step.nodeId &&
  message.plannedAt >= step.enteredAt &&
  (step.leftAt === null || message.plannedAt <= step.leftAt);

interface StepProps {
  step: ExplainedStep;
  isLast: boolean;
  waitingUntil: Date | null;
  messages: readonly ExplainedMessage[];
}

function Step({ step, isLast, waitingUntil, messages }: StepProps) {
  const t = useTranslations("campaigns.explain");
  const textOf = useNodeText();
  const reasonText = useReasonText();
  const outcome = step.outcome && step.outcome !== "next" ? step.outcome : undefined;
  return (
    <li className="relative flex gap-3 pb-3 last:pb-0">
      {isLast ? null : (
        <span aria-hidden="true" className="absolute top-6 bottom-0 left-3 w-px bg-line-strong" />
      )}
      <NodeMark kind={step.kind} size="sm" />
      <div className="min-w-0 flex-1 pt-0.5">
        <div className="flex flex-wrap items-baseline justify-between gap-x-3">
          <span className="font-medium">{textOf(step).name}</span>
          <ExactTime at={step.enteredAt} className="text-faint text-xs" />
        </div>
        {step.leftAt === null ? (
          <p className="text-muted text-xs">
            {waitingUntil ? (
              <>
                {t("waitsUntil")} <ExactTime at={waitingUntil} />
              </>
            ) : (
              t("standsHere")
            )}
          </p>
        ) : null}
        {outcome ? (
          <p className="text-muted text-xs">
            {t(`outcomes.${outcome as "yes"}`)}
            {step.reason ? ` · ${reasonText(step.reason)}` : null}
          </p>
        ) : null}
        {messages.map((message) => (
          <Letter key={message.id} message={message} />
        ))}
      </div>
    </li>
  );
}

const letterTones: Record<string, Tone> = {
  planned: "neutral",
  claimed: "neutral",
  accepted: "ok",
  delivered: "ok",
  skipped: "warn",
  failed: "bad",
  uncertain: "warn",
};

function Letter({ message }: { message: ExplainedMessage }) {
  const t = useTranslations("campaigns.explain");
  const reasonText = useReasonText();
  return (
    <div className="mt-1 rounded-md bg-sunken px-2.5 py-1.5 text-xs">
      <div className="flex flex-wrap items-baseline justify-between gap-x-3">
        <Link href={`/outbox/${message.id}`} className="quiet-link min-w-0 truncate">
          {message.subject ?? t("letter")}
        </Link>
        <StatusDot tone={letterTones[message.state] ?? "neutral"}>
          {t(`letterStates.${message.state as "planned"}`)}
        </StatusDot>
      </div>
      {message.reason ? <p className="text-muted">{reasonText(message.reason)}</p> : null}
      {message.detail ? <p className="break-words text-faint">{message.detail}</p> : null}
      {message.openedAt ? (
        <p className="text-muted">
          {t("opened")} <ExactTime at={message.openedAt} />
        </p>
      ) : null}
      {message.clickedAt ? (
        <p className="text-muted">
          {t("clicked")} <ExactTime at={message.clickedAt} />
        </p>
      ) : null}
    </div>
  );
}
