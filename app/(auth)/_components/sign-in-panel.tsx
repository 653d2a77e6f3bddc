"use client";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { rememberLocale } from "@/app/_components/preferences";
import { SignInForm } from "@/app/_components/sign-in-form";
import { isLocale } from "@/app/_i18n/locale";
import { useTRPCClient } from "@/app/_trpc/client";
import { AuthHeading } from "./auth-heading";

export function SignInPanel({ returnPath }: { returnPath: string }) {
  const t = useTranslations("auth");
  const router = useRouter();
  const client = useTRPCClient();
  const enter = async () => {
    // The person's own language follows her to this browser.
    const self = await client.account.self.query({}).catch(() => undefined);
    if (isLocale(self?.locale)) rememberLocale(self.locale);
    router.replace(returnPath);
    router.refresh();
  };
  return (
    <>
      <AuthHeading title={t("signInTitle")} />
      <SignInForm onSignedIn={() => void enter()} />
      <p className="mt-5 text-pretty text-muted text-xs">{t("forgotten")}</p>
    </>
  );
}
