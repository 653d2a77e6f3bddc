import type { LetterLocale } from "../layouts";
import { Notice } from "./notice";

export interface InvitationProps {
  locale: LetterLocale;
  company: string;
  invitedBy: string;
  url: string;
  /** Already written in the reader's language and zone. */
  expires: string;
}

export const invitationSubject = ({
  locale,
  company,
}: Pick<InvitationProps, "locale" | "company">): string =>
  locale === "ru" ? `Приглашение в ${company || "Carillon"}` : `You are invited to ${company || "Carillon"}`;

export function Invitation(props: InvitationProps) {
  const { locale, invitedBy, url, expires } = props;
  const company = props.company || "Carillon";
  const words =
    locale === "ru"
      ? {
          heading: "Вас приглашают в команду",
          body: `${invitedBy} приглашает вас работать в Carillon вместе с ${company}. Осталось придумать пароль.`,
          buttonLabel: "Принять приглашение",
          note: `Ссылка действует до ${expires}. Если вы не ждали этого письма, просто не открывайте её.`,
        }
      : {
          heading: "Join the team",
          body: `${invitedBy} invites you to work in Carillon with ${company}. All that is left is to choose a password.`,
          buttonLabel: "Accept the invitation",
          note: `The link works until ${expires}. If you did not expect this letter, simply leave it.`,
        };
  return <Notice lang={locale} subject={invitationSubject(props)} url={url} {...words} />;
}
