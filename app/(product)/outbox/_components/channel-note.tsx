"use client";
import { useQuery } from "@tanstack/react-query";
import { FlaskConical } from "lucide-react";
import { useTranslations } from "next-intl";
import { HelpLink } from "@/app/_components/help-link";
import { useTRPC } from "@/app/_trpc/client";

/** In the sandbox nothing leaves this machine: said where one looks for what was sent. */
export function ChannelNote() {
  const t = useTranslations("outbox.sandbox");
  const trpc = useTRPC();
  const { data } = useQuery(trpc.messages.channel.queryOptions({}));
  if (!data || data.leavesMachine) return null;
  return (
    <p className="mx-4 mb-3 flex items-start gap-2 rounded-md bg-warn-soft px-3 py-2 text-sm sm:mx-6">
      <FlaskConical aria-hidden="true" className="mt-0.5 size-4 shrink-0 text-warn" />
      <span className="text-pretty">
        <span className="font-medium">{t("title")}</span> {t("text")}{" "}
        <HelpLink topic="outbox#where-letters-go" about={t("title")} />
      </span>
    </p>
  );
}
