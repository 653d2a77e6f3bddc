import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import type { SearchParams } from "@/app/_components/search-params";
import { serverCaller } from "@/app/_trpc/server";
import { DeadLink } from "../_components/dead-link";
import { SetUpForm } from "../_components/set-up-form";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("auth");
  return { title: t("setUp.title") };
}

export default async function SetUpPage({ searchParams }: { searchParams: SearchParams }) {
  const [t, params, caller] = await Promise.all([
    getTranslations("auth.setUp"),
    searchParams,
    serverCaller(),
  ]);
  const token = (typeof params.token === "string" ? params.token : "").slice(0, 200);
  const { state, known } = await caller.account.setUpState({ token });
  if (state === "open") return <SetUpForm token={token} known={known} />;
  if (state === "done")
    return (
      <DeadLink title={t("done.title")} action={t("done.action")}>
        {t("done.text")}
      </DeadLink>
    );
  return <DeadLink title={t("wrongToken.title")}>{t("wrongToken.text")}</DeadLink>;
}
