import type { ContentFieldName, LetterContent } from "./content";
import { englishLetters } from "./defaults/en";
import { russianLetters } from "./defaults/ru";

export const layoutCodes = ["cart-reminder", "cart-last-call", "welcome", "plain-letter"] as const;
export type LayoutCode = (typeof layoutCodes)[number];
export const isLayoutCode = (text: string): text is LayoutCode =>
  (layoutCodes as readonly string[]).includes(text);

export const letterLocales = ["en", "ru"] as const;
/** The languages a letter is written in: they decide its dates, money and footer. */
export type LetterLocale = (typeof letterLocales)[number];

interface LayoutFacts {
  name: Record<LetterLocale, string>;
  /** The fields this layout shows, in the order of the form. */
  fields: readonly ContentFieldName[];
  /** Makes no sense without a cart. */
  needsCart: boolean;
}
const envelope = ["subject", "preheader"] as const;
const look = ["accent", "logoUrl"] as const;
const action = ["buttonLabel", "buttonUrl", "note"] as const;
const goods = ["itemLimit", "showImages", "showPrices"] as const;

export const layouts: Record<LayoutCode, LayoutFacts> = {
  "cart-reminder": {
    name: { en: "Cart reminder", ru: "Напоминание о корзине" },
    fields: [...envelope, "eyebrow", "heading", "body", ...action, ...goods, ...look],
    needsCart: true,
  },
  "cart-last-call": {
    name: { en: "Cart, last note", ru: "Корзина, последнее письмо" },
    fields: [...envelope, "eyebrow", "heading", "body", ...action, ...goods, ...look],
    needsCart: true,
  },
  welcome: {
    name: { en: "Welcome", ru: "Знакомство" },
    fields: [
      ...envelope,
      "eyebrow",
      "heading",
      "body",
      "points",
      "signature",
      ...action,
      ...look,
      "heroUrl",
      "heroAlt",
    ],
    needsCart: false,
  },
  "plain-letter": {
    name: { en: "Plain letter", ru: "Простое письмо" },
    fields: [...envelope, "heading", "body", "signature", ...action, ...look],
    needsCart: false,
  },
};

/** What a new letter of a layout starts with. */
export const defaultContent = (layout: LayoutCode, locale: LetterLocale): LetterContent =>
  (locale === "ru" ? russianLetters : englishLetters)[layout];
