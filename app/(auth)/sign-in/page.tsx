import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { getTranslations } from "next-intl/server";
import type { SearchParams } from "@/app/_components/search-params";
import { currentActor } from "@/server/auth/session";
import { safeReturnPath } from "../_components/return-path";
import { SignInPanel } from "../_components/sign-in-panel";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("auth");
  return { title: t("signIn") };
}

export default async function SignInPage({ searchParams }: { searchParams: SearchParams }) {
  const { callbackUrl } = await searchParams;
  const returnPath = safeReturnPath(Array.isArray(callbackUrl) ? callbackUrl[0] : callbackUrl);
  if ((await currentActor()).kind === "user") redirect(returnPath);
  return <SignInPanel returnPath={returnPath} />;
}
