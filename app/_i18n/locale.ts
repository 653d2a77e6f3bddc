/** Languages of the product itself. (A customer's language is data and may be any.) */
export const locales = ["en", "ru"] as const;
export type Locale = (typeof locales)[number];
export const defaultLocale: Locale = "en";
export const isLocale = (text: string | undefined): text is Locale =>
  text !== undefined && (locales as readonly string[]).includes(text);

/** Each language in its own words, so that a lost person finds hers. */
export const localeNames: Record<Locale, string> = { en: "English", ru: "Русский" };

/** What this browser was told to use. A person's own setting is copied here when she signs in or changes it. */
export const localeCookie = "carillon-locale";

export const themes = ["system", "light", "dark"] as const;
export type Theme = (typeof themes)[number];
export const isTheme = (text: string | undefined): text is Theme =>
  text !== undefined && (themes as readonly string[]).includes(text);
export const themeCookie = "carillon-theme";

/** The best of our languages for an Accept-Language header; undefined when it asks for none of them. */
export function negotiateLocale(header: string | null): Locale | undefined {
  const wanted = (header ?? "")
    .split(",")
    .map((part) => {
      const [tag = "", ...parameters] = part.trim().split(";");
      const quality = parameters.map((p) => /^\s*q=([\d.]+)$/.exec(p)?.[1]).find((q) => q !== undefined);
      return {
        language: tag.toLowerCase().split("-")[0],
        quality: quality === undefined ? 1 : Number(quality),
      };
    })
    .filter((entry) => entry.quality > 0)
    .sort((a, b) => b.quality - a.quality);
  for (const { language } of wanted) if (isLocale(language)) return language;
  return undefined;
}
