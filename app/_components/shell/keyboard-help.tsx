"use client";
import { useTranslations } from "next-intl";
import { Kbd } from "@/app/_ui/display/kbd";
import { Dialog } from "@/app/_ui/overlay/dialog";
import { useSelf } from "../use-can";
import { navigationFor } from "./navigation";
import { useModKey } from "./use-mod-key";

export function KeyboardHelp({
  isOpen,
  onOpenChange,
}: {
  isOpen: boolean;
  onOpenChange(isOpen: boolean): void;
}) {
  const t = useTranslations("shell");
  const self = useSelf();
  const mod = useModKey();
  const everywhere = [
    { keys: [mod, "K"], text: t("keyboard.palette") },
    { keys: ["/"], text: t("keyboard.search") },
    { keys: ["?"], text: t("keyboard.help") },
    { keys: ["Esc"], text: t("keyboard.close") },
  ];
  const lists = [
    { keys: ["J"], text: t("keyboard.down") },
    { keys: ["K"], text: t("keyboard.up") },
    { keys: ["Enter"], text: t("keyboard.open") },
    { keys: [t("keyboard.space")], text: t("keyboard.peek") },
    { keys: ["X"], text: t("keyboard.select") },
  ];
  const pages = navigationFor(self.permissions)
    .flatMap((group) => group.items)
    .map((item) => ({ keys: ["G", item.key.toUpperCase()], text: t(`pages.${item.id}`) }));
  return (
    <Dialog isOpen={isOpen} onOpenChange={onOpenChange} title={t("keyboard.title")} size="lg">
      <div className="grid gap-x-10 gap-y-6 sm:grid-cols-2">
        <div className="flex flex-col gap-6">
          <KeyList title={t("keyboard.everywhere")} items={everywhere} />
          <KeyList title={t("keyboard.lists")} items={lists} />
        </div>
        <KeyList title={t("keyboard.go")} items={pages} />
      </div>
    </Dialog>
  );
}

function KeyList({ title, items }: { title: string; items: { keys: string[]; text: string }[] }) {
  return (
    <section>
      <h3 className="mb-1 font-medium text-faint text-xs">{title}</h3>
      <dl>
        {items.map((item) => (
          <div
            key={item.text}
            className="flex items-center justify-between gap-4 border-b py-1.5 last:border-0"
          >
            <dt>{item.text}</dt>
            <dd className="flex gap-1">
              {item.keys.map((key) => (
                <Kbd key={key} keys={key} />
              ))}
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
