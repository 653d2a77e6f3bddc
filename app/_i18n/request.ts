import { cookies, headers } from "next/headers";
import { getRequestConfig } from "next-intl/server";
import { defaultLocale, isLocale, localeCookie, negotiateLocale } from "./locale";
import { loadMessages } from "./messages";

/** Cookie, then the browser's wish, then English. The signed-in person's own setting is kept in the cookie. */
export default getRequestConfig(async () => {
  const [cookieJar, head] = await Promise.all([cookies(), headers()]);
  const chosen = cookieJar.get(localeCookie)?.value;
  const locale = isLocale(chosen) ? chosen : (negotiateLocale(head.get("accept-language")) ?? defaultLocale);
  return {
    locale,
    messages: loadMessages(locale),
    // Every date goes through format.ts, which knows the project's zone; this only silences the library's guess.
    timeZone: "UTC",
  };
});
