import "@fontsource-variable/inter/opsz.css";
import "./globals.css";
import type { Metadata, Viewport } from "next";
import { cookies } from "next/headers";
import { NextIntlClientProvider } from "next-intl";
import { getLocale } from "next-intl/server";
import type { ReactNode } from "react";
import { isTheme, themeCookie } from "./_i18n/locale";
import { TrpcQueryProvider } from "./_trpc/client";
import { Toaster } from "./_ui/overlay/toast";
import { TooltipProvider } from "./_ui/overlay/tooltip";

export const metadata: Metadata = {
  title: { template: "%s · Carillon", default: "Carillon" },
  robots: { index: false, follow: false },
};
export const viewport: Viewport = {
  width: "device-width",
  initialScale: 1,
  themeColor: [
    { media: "(prefers-color-scheme: light)", color: "#ffffff" },
    { media: "(prefers-color-scheme: dark)", color: "#111517" },
  ],
};

export default async function RootLayout({ children }: { children: ReactNode }) {
  const [locale, cookieJar] = await Promise.all([getLocale(), cookies()]);
  const chosen = cookieJar.get(themeCookie)?.value;
  const theme = isTheme(chosen) && chosen !== "system" ? chosen : undefined;
  return (
    <html lang={locale} data-theme={theme}>
      <body>
        <NextIntlClientProvider>
          <TrpcQueryProvider>
            <TooltipProvider>{children}</TooltipProvider>
            <Toaster />
          </TrpcQueryProvider>
        </NextIntlClientProvider>
      </body>
    </html>
  );
}
