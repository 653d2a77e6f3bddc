"use client";
import Link from "next/link";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { TimeAgo } from "@/app/_components/moment";
import { useFormat } from "@/app/_i18n/use-format";
import { StatusDot, type Tone } from "@/app/_ui/display/badge";
import type { Home } from "./home-view";

/** One line per thing that must run: its state in a word, its pulse in a number. */
export function RunningStrip({ home }: { home: Home }) {
  const t = useTranslations("home.running");
  const format = useFormat();
  const { running, today } = home;
  const isBehind = running.lagSeconds > 60;
  const isSilent = running.eventsLastDay === 0;
  return (
    <ul className="grid gap-x-8 gap-y-3 border-y py-3 sm:grid-cols-2 xl:grid-cols-4">
      <Running
        tone={isBehind ? "bad" : isSilent ? "neutral" : "ok"}
        isLive={running.eventsLastMinute > 0}
        href="/sources"
        title={t("events")}
        state={
          isBehind
            ? t("behind", { lag: format.duration(running.lagSeconds) })
            : isSilent
              ? t("silent")
              : t("perMinute", {
                  count: running.eventsLastMinute,
                  shown: format.number(running.eventsLastMinute),
                })
        }
      >
        {running.lastReceivedAt ? (
          <>
            {t("last")} <TimeAgo at={running.lastReceivedAt} />
          </>
        ) : (
          t("never")
        )}
      </Running>
      <Running
        tone={running.channel.leavesMachine ? "ok" : "warn"}
        href="/outbox"
        title={t("letters")}
        state={
          t.has(`channels.${running.channel.provider}`)
            ? t(`channels.${running.channel.provider}`)
            : running.channel.provider
        }
      >
        {running.channel.leavesMachine ? t("leaves") : t("staysHere")}
      </Running>
      <Running
        tone={running.activeCampaigns > 0 ? "ok" : "neutral"}
        isLive={running.activeCampaigns > 0}
        href="/campaigns"
        title={t("campaigns")}
        state={t("active", { count: running.activeCampaigns, shown: format.number(running.activeCampaigns) })}
      >
        {running.runningImports > 0
          ? t("importing", { count: running.runningImports, shown: format.number(running.runningImports) })
          : t("noImports")}
      </Running>
      <Running
        tone={today.letters > 0 ? "accent" : "neutral"}
        href="/outbox?state=planned"
        title={t("goingOut")}
        state={t("planned", { count: today.letters, shown: format.number(today.letters) })}
      >
        {t("today", { count: today.people, shown: format.number(today.people) })}
      </Running>
    </ul>
  );
}

interface RunningProps {
  tone: Tone;
  isLive?: boolean;
  href: string;
  title: string;
  state: string;
  children: ReactNode;
}

const Running = ({ tone, isLive, href, title, state, children }: RunningProps) => (
  <li className="min-w-0">
    <Link href={href} className="group block rounded-sm">
      <span className="text-faint text-xs">{title}</span>
      <span className="block font-medium">
        <StatusDot tone={tone} isLive={isLive ?? false}>
          <span className="group-hover:underline">{state}</span>
        </StatusDot>
      </span>
      <span className="block truncate text-muted text-xs">{children}</span>
    </Link>
  </li>
);
