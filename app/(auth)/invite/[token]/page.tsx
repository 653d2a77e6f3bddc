import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { serverCaller } from "@/app/_trpc/server";
import { DeadLink } from "../../_components/dead-link";
import { InvitationForm } from "../../_components/invitation-form";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("auth");
  return { title: t("invitation.title") };
}

export default async function InvitationPage({ params }: { params: Promise<{ token: string }> }) {
  const [t, { token }, caller] = await Promise.all([
    getTranslations("auth.invitation"),
    params,
    serverCaller(),
  ]);
  const invitation = token.length <= 200 ? await caller.account.invitation({ token }) : null;
  if (!invitation)
    return (
      <DeadLink title={t("dead.title")} action={t("dead.action")}>
        {t("dead.text")}
      </DeadLink>
    );
  return <InvitationForm token={token} {...invitation} />;
}
