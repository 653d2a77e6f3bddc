"use client";
import { ArrowRight, Check } from "lucide-react";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { cn } from "@/app/_ui/cn";
import { LineDrawing } from "@/app/_ui/display/line-drawing";
import type { Home } from "./home-view";

const steps = [
  { id: "customers", href: "/imports/new" },
  { id: "events", href: "/sources" },
  { id: "letter", href: "/templates" },
  { id: "campaign", href: "/campaigns" },
] as const;

/** Until the first letter has gone: the way to it, with what is done already ticked off. */
export function FirstSteps({ done }: { done: Home["firstSteps"] }) {
  const t = useTranslations("home.firstSteps");
  const next = steps.find((step) => !done[step.id]);
  return (
    <section
      aria-labelledby="first-steps"
      className="grid items-center gap-x-10 gap-y-4 rounded-xl bg-rail p-5 md:grid-cols-[minmax(0,1fr)_auto]"
    >
      <div>
        <h2 id="first-steps" className="font-semibold text-lg">
          {t("title")}
        </h2>
        <p className="max-w-140 text-pretty text-muted">{t("text")}</p>
        <ol className="mt-3 flex flex-col">
          {steps.map((step) => {
            const isDone = done[step.id];
            return (
              <li key={step.id}>
                <Link
                  href={step.href}
                  className="group -mx-2 flex items-start gap-3 rounded-md px-2 py-2 hover:bg-hover"
                >
                  <span
                    className={cn(
                      "mt-0.5 flex size-4.5 shrink-0 items-center justify-center rounded-full border",
                      isDone
                        ? "border-ok bg-ok-soft text-ok"
                        : step === next
                          ? "border-accent border-[1.5px]"
                          : "border-line-strong",
                    )}
                  >
                    {isDone ? <Check className="size-3" strokeWidth={3} /> : null}
                  </span>
                  <span className="flex-1">
                    <span className={cn("block font-medium", isDone && "text-muted")}>
                      {t(`${step.id}.title`)}
                    </span>
                    {isDone ? null : (
                      <span className="block text-pretty text-muted text-xs">{t(`${step.id}.text`)}</span>
                    )}
                  </span>
                  {isDone ? (
                    <span className="text-faint text-xs">{t("done")}</span>
                  ) : (
                    <ArrowRight className="mt-0.5 size-4 text-faint group-hover:text-accent" />
                  )}
                </Link>
              </li>
            );
          })}
        </ol>
      </div>
      <LineDrawing name="bells" className="hidden h-36 px-8 md:block" />
    </section>
  );
}
