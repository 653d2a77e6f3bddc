import type { LetterLocale } from "../layouts";
import { Notice } from "./notice";

export interface PasswordResetProps {
  locale: LetterLocale;
  url: string;
  /** Already written in the reader's language and zone. */
  expires: string;
}

export const passwordResetSubject = (locale: LetterLocale): string =>
  locale === "ru" ? "Новый пароль для Carillon" : "A new password for Carillon";

export function PasswordReset({ locale, url, expires }: PasswordResetProps) {
  const words =
    locale === "ru"
      ? {
          heading: "Новый пароль",
          body: "Кто-то, вероятно вы, попросил сменить пароль вашей учётной записи.",
          buttonLabel: "Задать пароль",
          note: `Ссылка действует до ${expires} и только один раз. Если это были не вы, ничего не делайте: пароль останется прежним.`,
        }
      : {
          heading: "Choose a new password",
          body: "Somebody, probably you, asked to change the password of your account.",
          buttonLabel: "Set the password",
          note: `The link works once, until ${expires}. If it was not you, do nothing: the password stays as it is.`,
        };
  return <Notice lang={locale} subject={passwordResetSubject(locale)} url={url} {...words} />;
}
