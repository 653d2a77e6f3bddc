"use client";
import { Command } from "cmdk";
import { CornerDownLeft, Languages, LogOut, MonitorCog, Moon, Sun } from "lucide-react";
import { useRouter } from "next/navigation";
import { useLocale, useTranslations } from "next-intl";
import { Dialog } from "radix-ui";
import { type ReactNode, useDeferredValue, useState } from "react";
import { localeNames, locales, type Theme } from "@/app/_i18n/locale";
import { Spinner } from "@/app/_ui/action/button";
import { matchWords } from "@/app/_ui/input/match-words";
import { rememberTheme } from "../preferences";
import { useSelf } from "../use-can";
import { navigationFor } from "./navigation";
import { useFoundObjects } from "./use-found-objects";
import { leave, useChangeLocale } from "./user-menu";

interface CommandPaletteProps {
  isOpen: boolean;
  onOpenChange(isOpen: boolean): void;
}

/** Any page, any object, any action, by typing. */
export function CommandPalette({ isOpen, onOpenChange }: CommandPaletteProps) {
  const t = useTranslations("shell");
  return (
    <Dialog.Root open={isOpen} onOpenChange={onOpenChange}>
      <Dialog.Portal>
        <Dialog.Overlay className="fixed inset-0 z-40 animate-fade-in bg-scrim" />
        <Dialog.Content
          aria-describedby={undefined}
          className="fixed inset-x-3 top-[12dvh] z-40 mx-auto max-w-150 animate-rise-in overflow-hidden rounded-xl bg-raised shadow-float outline-none"
        >
          <Dialog.Title className="sr-only">{t("search")}</Dialog.Title>
          <PaletteContent close={() => onOpenChange(false)} />
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

function PaletteContent({ close }: { close(): void }) {
  const t = useTranslations("shell");
  const router = useRouter();
  const self = useSelf();
  const [text, setText] = useState("");
  const wanted = useDeferredValue(text.trim());
  const found = useFoundObjects(wanted);
  const pages = navigationFor(self.permissions)
    .flatMap((group) => group.items)
    .filter((page) => matchWords(t(`pages.${page.id}`), text) > 0);
  const go = (href: string) => () => {
    close();
    router.push(href);
  };
  return (
    <Command loop shouldFilter={false} label={t("search")}>
      <div className="flex items-center gap-2 border-b px-4">
        <Command.Input
          autoFocus
          value={text}
          onValueChange={setText}
          placeholder={t("palette.placeholder")}
          className="h-12 w-full bg-transparent text-base outline-none"
        />
        {found.isLoading ? <Spinner className="text-faint" /> : null}
      </div>
      <Command.List className="max-h-[56dvh] overflow-y-auto p-1.5 [&_[cmdk-group-heading]]:px-2.5 [&_[cmdk-group-heading]]:pt-2 [&_[cmdk-group-heading]]:pb-1 [&_[cmdk-group-heading]]:font-medium [&_[cmdk-group-heading]]:text-2xs [&_[cmdk-group-heading]]:text-faint">
        {found.isLoading ? null : (
          <Command.Empty className="px-3 py-6 text-center text-muted">
            {t("palette.nothing", { text })}
          </Command.Empty>
        )}
        {found.groups.map((group) => (
          <Command.Group key={group.id} heading={t(`pages.${group.id}`)}>
            {group.items.map((item) => (
              <Choice
                key={item.href}
                value={`${group.id} ${item.href}`}
                icon={item.icon}
                hint={item.hint}
                onSelect={go(item.href)}
              >
                {item.label}
              </Choice>
            ))}
          </Command.Group>
        ))}
        {pages.length > 0 ? (
          <Command.Group heading={t("palette.pages")}>
            {pages.map(({ id, href, icon: Icon }) => (
              <Choice key={id} value={id} icon={<Icon strokeWidth={1.75} />} onSelect={go(href)}>
                {t(`pages.${id}`)}
              </Choice>
            ))}
          </Command.Group>
        ) : null}
        <Actions close={close} text={text} />
      </Command.List>
    </Command>
  );
}

const themeIcons: Record<Theme, ReactNode> = { system: <MonitorCog />, light: <Sun />, dark: <Moon /> };

/** Theme, language, sign-out, as far as they answer what was typed. */
function Actions({ close, text }: { close(): void; text: string }) {
  const t = useTranslations("shell");
  const locale = useLocale();
  const changeLocale = useChangeLocale();
  const actions = [
    ...(["light", "dark", "system"] as const).map((theme) => ({
      label: t("palette.theme", { name: t(`themes.${theme}`) }),
      icon: themeIcons[theme],
      run: () => rememberTheme(theme),
    })),
    ...locales
      .filter((other) => other !== locale)
      .map((other) => ({
        label: t("palette.language", { name: localeNames[other] }),
        icon: <Languages />,
        run: () => changeLocale(other),
      })),
    { label: t("signOut"), icon: <LogOut />, run: () => void leave() },
  ].filter((action) => matchWords(action.label, text) > 0);
  if (actions.length === 0) return null;
  return (
    <Command.Group heading={t("palette.actions")}>
      {actions.map((action) => (
        <Choice
          key={action.label}
          value={action.label}
          icon={action.icon}
          onSelect={() => {
            close();
            action.run();
          }}
        >
          {action.label}
        </Choice>
      ))}
    </Command.Group>
  );
}

interface ChoiceProps {
  value: string;
  icon?: ReactNode;
  hint?: string | undefined;
  onSelect(): void;
  children: ReactNode;
}

const Choice = ({ value, icon, hint, onSelect, children }: ChoiceProps) => (
  <Command.Item
    value={value}
    onSelect={onSelect}
    className="group/choice flex cursor-default items-center gap-2.5 rounded-md px-2.5 py-2 text-sm data-[selected=true]:bg-hover [&_svg]:size-4 [&_svg]:text-muted"
  >
    {icon}
    <span className="truncate">{children}</span>
    {hint ? (
      <span className="min-w-0 flex-1 truncate text-faint text-xs">{hint}</span>
    ) : (
      <span className="flex-1" />
    )}
    <CornerDownLeft className="size-3.5! opacity-0 group-data-[selected=true]/choice:opacity-100" />
  </Command.Item>
);
