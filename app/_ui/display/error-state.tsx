"use client";
import { useTranslations } from "next-intl";
import { Button } from "../action/button";
import { cn } from "../cn";
import { LineDrawing } from "./line-drawing";

interface ErrorStateProps {
  /** What could not be done; a general sentence otherwise. */
  title?: string;
  /** The reason and the remedy, as the server said them. */
  message?: string | undefined;
  onRetry?(): void;
  isSmall?: boolean;
  className?: string;
}

export function ErrorState({ title, message, onRetry, isSmall, className }: ErrorStateProps) {
  const t = useTranslations("ui");
  return (
    <div
      role="alert"
      className={cn("flex flex-col items-center px-6 text-center", isSmall ? "py-8" : "py-16", className)}
    >
      {isSmall ? null : <LineDrawing name="broken-rope" className="mb-5 h-24" />}
      <h2 className={cn("font-semibold", isSmall ? "text-sm" : "text-lg")}>{title ?? t("error.title")}</h2>
      <p className="mt-1 max-w-110 text-pretty text-muted text-sm">{message ?? t("error.message")}</p>
      {onRetry ? (
        <Button className="mt-4" onClick={onRetry}>
          {t("error.retry")}
        </Button>
      ) : null}
    </div>
  );
}
