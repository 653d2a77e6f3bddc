"use client";
import { Languages } from "lucide-react";
import { useRouter } from "next/navigation";
import { useLocale, useTranslations } from "next-intl";
import { isLocale, type Locale, localeNames, locales } from "@/app/_i18n/locale";
import { Button } from "@/app/_ui/action/button";
import { DropdownMenu, MenuRadio } from "@/app/_ui/overlay/dropdown-menu";
import { rememberLocale } from "./preferences";

/** Language before signing in; afterwards it is in the person's menu. */
export function LanguageSwitch({ onChange }: { onChange?(locale: Locale): void }) {
  const t = useTranslations("shell");
  const router = useRouter();
  const locale = useLocale();
  return (
    <DropdownMenu
      trigger={
        <Button variant="ghost" size="sm" icon={<Languages />} aria-label={t("language")}>
          {isLocale(locale) ? localeNames[locale] : locale}
        </Button>
      }
    >
      <MenuRadio
        value={isLocale(locale) ? locale : "en"}
        options={locales.map((value) => ({ value, label: localeNames[value] }))}
        onChange={(next) => {
          rememberLocale(next);
          onChange?.(next);
          router.refresh();
        }}
      />
    </DropdownMenu>
  );
}
