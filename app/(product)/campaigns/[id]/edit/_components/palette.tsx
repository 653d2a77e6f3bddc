"use client";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { SearchInput } from "@/app/_ui/input/input";
import { nodeKinds } from "@/server/domain/campaigns/nodes/registry";
import { dragType } from "./canvas";
import { KindIcon } from "./kind-icon";

/** What a chain can be made of: click adds it after the chosen step, dragging puts it anywhere. */
export function Palette({ onAdd, hasTrigger }: { onAdd(kind: string): void; hasTrigger: boolean }) {
  const t = useTranslations("campaigns");
  const editor = useTranslations("chain-editor");
  const [search, setSearch] = useState("");
  const needle = search.trim().toLowerCase();
  const found = nodeKinds.filter((kind) =>
    `${t(`nodes.${kind.kind as "wait"}.name`)} ${t(`nodes.${kind.kind as "wait"}.hint`)}`
      .toLowerCase()
      .includes(needle),
  );
  return (
    <aside
      aria-label={editor("palette")}
      className="screen-only flex w-60 shrink-0 flex-col gap-3 overflow-y-auto border-r p-3 max-md:hidden"
    >
      <SearchInput
        value={search}
        onChange={setSearch}
        placeholder={editor("findStep")}
        aria-label={editor("findStep")}
        data-page-search=""
      />
      {(["trigger", "action"] as const).map((role) => {
        const kinds = found.filter((kind) => kind.role === role);
        if (kinds.length === 0) return null;
        return (
          <div key={role} className="flex flex-col gap-1">
            <h2 className="px-1 font-medium text-faint text-xs">{editor(`roles.${role}`)}</h2>
            {kinds.map(({ kind, icon }) => (
              <button
                key={kind}
                type="button"
                draggable
                disabled={role === "trigger" && hasTrigger}
                onDragStart={(event) => {
                  event.dataTransfer.setData(dragType, kind);
                  event.dataTransfer.effectAllowed = "copy";
                }}
                onClick={() => onAdd(kind)}
                className="flex cursor-grab items-start gap-2.5 rounded-lg p-2 text-left hover:bg-hover active:cursor-grabbing disabled:cursor-default disabled:opacity-40 [&_svg]:size-4"
              >
                <span className="mt-0.5 text-muted">
                  <KindIcon name={icon} />
                </span>
                <span>
                  <span className="block font-medium text-sm">{t(`nodes.${kind as "wait"}.name`)}</span>
                  <span className="block text-pretty text-muted text-xs">
                    {t(`nodes.${kind as "wait"}.hint`)}
                  </span>
                </span>
              </button>
            ))}
          </div>
        );
      })}
      {found.length === 0 ? <p className="px-1 text-muted text-sm">{editor("nothingFound")}</p> : null}
    </aside>
  );
}
