"use client";
import { useMutation } from "@tanstack/react-query";
import { BookOpen, ChevronsUpDown, Keyboard, LogOut, UserRound } from "lucide-react";
import { useRouter } from "next/navigation";
import { signOut } from "next-auth/react";
import { useLocale, useTranslations } from "next-intl";
import { useState } from "react";
import { isLocale, type Locale, localeNames, locales, type Theme, themes } from "@/app/_i18n/locale";
import { useTRPC } from "@/app/_trpc/client";
import { Avatar } from "@/app/_ui/display/avatar";
import { DropdownMenu, MenuItem, MenuLabel, MenuRadio, MenuSeparator } from "@/app/_ui/overlay/dropdown-menu";
import { currentTheme, rememberLocale, rememberTheme } from "../preferences";
import { useSelf } from "../use-can";

/** Language of this person, here and on her next devices. */
export function useChangeLocale() {
  const trpc = useTRPC();
  const router = useRouter();
  const save = useMutation(trpc.account.updateProfile.mutationOptions());
  return (locale: Locale) => {
    rememberLocale(locale);
    save.mutate({ locale });
    router.refresh();
  };
}

export async function leave(): Promise<void> {
  await signOut({ redirect: false });
  // A full load: nothing of this person's data may stay in the tab's memory.
  window.location.assign("/sign-in");
}

export function UserMenu({ onKeyboardHelp }: { onKeyboardHelp(): void }) {
  const t = useTranslations("shell");
  const self = useSelf();
  const locale = useLocale();
  const changeLocale = useChangeLocale();
  const [theme, setTheme] = useState<Theme>("system");
  return (
    <DropdownMenu
      align="start"
      side="top"
      className="w-56"
      trigger={
        <button
          type="button"
          onPointerDown={() => setTheme(currentTheme())}
          onFocus={() => setTheme(currentTheme())}
          className="flex w-full items-center gap-2.5 rounded-md px-2 py-1.5 text-left hover:bg-hover aria-expanded:bg-hover"
        >
          <Avatar name={self.name || self.email} />
          <span className="min-w-0 flex-1">
            <span className="block truncate font-medium text-sm">{self.name || self.email}</span>
            <span className="block truncate text-faint text-xs">
              {self.company || t(`roles.${self.role}`)}
            </span>
          </span>
          <ChevronsUpDown aria-hidden="true" className="size-3.5 text-faint" />
        </button>
      }
    >
      <MenuLabel>{self.email}</MenuLabel>
      <MenuItem icon={<UserRound />} href="/settings/profile">
        {t("profile")}
      </MenuItem>
      <MenuItem icon={<BookOpen />} href="/docs">
        {t("guides")}
      </MenuItem>
      <MenuItem icon={<Keyboard />} keys="?" onSelect={onKeyboardHelp}>
        {t("keyboard.title")}
      </MenuItem>
      <MenuSeparator />
      <MenuLabel>{t("theme")}</MenuLabel>
      <MenuRadio
        value={theme}
        options={themes.map((value) => ({ value, label: t(`themes.${value}`) }))}
        onChange={(next) => {
          rememberTheme(next);
          setTheme(next);
        }}
      />
      <MenuSeparator />
      <MenuLabel>{t("language")}</MenuLabel>
      <MenuRadio
        value={isLocale(locale) ? locale : "en"}
        options={locales.map((value) => ({ value, label: localeNames[value] }))}
        onChange={changeLocale}
      />
      <MenuSeparator />
      <MenuItem icon={<LogOut />} onSelect={() => void leave()}>
        {t("signOut")}
      </MenuItem>
    </DropdownMenu>
  );
}
