/** The languages a letter is written in: they decide its dates, money and footer. */
export const letterLocales = ["en", "ru"] as const;
export type LetterLocale = (typeof letterLocales)[number];
