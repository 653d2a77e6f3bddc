import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { PasswordForm } from "../../_components/password-form";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("auth");
  return { title: t("resetPassword.title") };
}

export default async function PasswordPage({ params }: { params: Promise<{ token: string }> }) {
  const { token } = await params;
  return <PasswordForm token={token.slice(0, 200)} />;
}
