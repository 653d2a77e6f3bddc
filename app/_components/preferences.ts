"use client";
import { type Locale, localeCookie, type Theme, themeCookie } from "@/app/_i18n/locale";

const year = 31_536_000;
function remember(name: string, value: string): void {
  const secure = window.location.protocol === "https:" ? "; secure" : "";
  // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is not in every browser we support
  document.cookie = `${name}=${value}; path=/; max-age=${year}; samesite=lax${secure}`;
}

/** Sets the look at once and for the next visits. */
export function rememberTheme(theme: Theme): void {
  remember(themeCookie, theme);
  if (theme === "system") delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = theme;
}

export const currentTheme = (): Theme => {
  const set = document.documentElement.dataset.theme;
  return set === "light" || set === "dark" ? set : "system";
};

/** The next page rendered is in this language; follow with `router.refresh()`. */
export const rememberLocale = (locale: Locale): void => remember(localeCookie, locale);
