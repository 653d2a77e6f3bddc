"use client";
import { useTranslations } from "next-intl";
import { ErrorState } from "../_ui/display/error-state";

/** A page that failed, inside the shell, so that the rest of the product stays within reach. */
export default function ProductError({ reset }: { error: Error; reset(): void }) {
  const t = useTranslations("shell.failed");
  return <ErrorState title={t("title")} message={t("text")} onRetry={reset} />;
}
