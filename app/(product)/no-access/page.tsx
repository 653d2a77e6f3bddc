import Link from "next/link";
import { getTranslations } from "next-intl/server";
import type { SearchParams } from "@/app/_components/search-params";
import { requirePage, serverCaller } from "@/app/_trpc/server";
import { Button } from "@/app/_ui/action/button";
import { EmptyState } from "@/app/_ui/display/empty-state";

/** Where `requirePage` sends a person whose role does not include a page. */
export default async function NoAccessPage({ searchParams }: { searchParams: SearchParams }) {
  await requirePage("self:write");
  const [t, { permission }, caller] = await Promise.all([
    getTranslations("shell"),
    searchParams,
    serverCaller(),
  ]);
  const { role } = await caller.account.self({});
  const needed = typeof permission === "string" && /^[a-z-]+:[a-z-]+$/.test(permission) ? permission : "—";
  return (
    <EmptyState
      drawing="broken-rope"
      title={t("noAccess.title")}
      actions={
        <Button asChild>
          <Link href="/">{t("noAccess.action")}</Link>
        </Button>
      }
    >
      {t("noAccess.text", { role: t(`roles.${role}`), permission: needed })}
    </EmptyState>
  );
}
