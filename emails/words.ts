import type { LetterLocale } from "./layouts";

interface FixedWords {
  total: string;
  more: (count: string) => string;
  why: string;
  unsubscribe: string;
  preferences: string;
  webVersion: string;
}

/** What the blocks themselves say. Liquid stands where the words depend on the cart. */
export const fixedWords: Record<LetterLocale, FixedWords> = {
  en: {
    total: "Total",
    more: (count) => `and {{ ${count} }} more {{ ${count} | plural: "item", "items" }}`,
    why: "You get this letter because you agreed to hear from us.",
    unsubscribe: "Unsubscribe",
    preferences: "Choose what you get",
    webVersion: "View in browser",
  },
  ru: {
    total: "Итого",
    more: (count) => `и ещё {{ ${count} }} {{ ${count} | plural_ru: "товар", "товара", "товаров" }}`,
    why: "Вы получили это письмо, потому что согласились получать наши новости.",
    unsubscribe: "Отписаться",
    preferences: "Настроить рассылку",
    webVersion: "Открыть в браузере",
  },
};
