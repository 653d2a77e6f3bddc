import Link from "next/link";
import { getTranslations } from "next-intl/server";
import { Button } from "../_ui/action/button";
import { EmptyState } from "../_ui/display/empty-state";

export default async function NotFound() {
  const t = await getTranslations("shell.notFound");
  return (
    <EmptyState
      drawing="search"
      title={t("title")}
      className="min-h-[70dvh] justify-center"
      actions={
        <Button asChild>
          <Link href="/">{t("action")}</Link>
        </Button>
      }
    >
      {t("text")}
    </EmptyState>
  );
}
