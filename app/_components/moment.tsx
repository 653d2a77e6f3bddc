"use client";
import { useEffect, useState } from "react";
import type { Moment } from "@/app/_i18n/format";
import { useFormat } from "@/app/_i18n/use-format";
import { cn } from "@/app/_ui/cn";

/** "5 minutes ago", kept current; the exact time on hover. The server and the first paint show the plain date and time. */
export function TimeAgo({ at, className }: { at: Moment; className?: string }) {
  const format = useFormat();
  const [now, setNow] = useState<number>();
  useEffect(() => {
    setNow(Date.now());
    const timer = setInterval(() => setNow(Date.now()), 30_000);
    return () => clearInterval(timer);
  }, []);
  return (
    <time
      dateTime={new Date(at).toISOString()}
      title={format.exactTime(at)}
      className={cn("figures whitespace-nowrap", className)}
    >
      {now === undefined ? format.dateTime(at) : format.ago(at, now)}
    </time>
  );
}

/** "4 Nov 2026, 14:05" in the project's zone; seconds and zone on hover. */
export function ExactTime({ at, className }: { at: Moment; className?: string }) {
  const format = useFormat();
  return (
    <time
      dateTime={new Date(at).toISOString()}
      title={format.exactTime(at)}
      className={cn("figures whitespace-nowrap", className)}
    >
      {format.dateTime(at)}
    </time>
  );
}
