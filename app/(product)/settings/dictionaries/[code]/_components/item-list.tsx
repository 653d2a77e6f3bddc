"use client";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { ArrowDown, ArrowUp, Eye, EyeOff, MoreHorizontal, Plus, Trash2 } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { FieldValue } from "@/app/_components/fields/field-value";
import { useFormat } from "@/app/_i18n/use-format";
import { useTRPC } from "@/app/_trpc/client";
import { Button } from "@/app/_ui/action/button";
import { IconButton } from "@/app/_ui/action/icon-button";
import { cn } from "@/app/_ui/cn";
import { EmptyState } from "@/app/_ui/display/empty-state";
import { Skeleton } from "@/app/_ui/display/skeleton";
import { Input, SearchInput } from "@/app/_ui/input/input";
import { DropdownMenu, MenuItem } from "@/app/_ui/overlay/dropdown-menu";
import type { DictionaryItemView } from "@/server/domain/fields";
import type { ItemField } from "@/server/domain/fields/dictionaries/schema";
import { type ItemActions, useItemActions } from "./use-item-actions";

interface Dictionary {
  code: string;
  name: string;
  itemFields: ItemField[];
}

/** Items in their order; names and values are edited where they stand. */
export function ItemList({ dictionary, canWrite }: { dictionary: Dictionary; canWrite: boolean }) {
  const t = useTranslations("fields.dictionaries.item");
  const format = useFormat();
  const trpc = useTRPC();
  const [search, setSearch] = useState("");
  const query = useQuery({
    ...trpc.fields.items.queryOptions({ code: dictionary.code, search: search.trim() || undefined }),
    placeholderData: keepPreviousData,
  });
  const actions = useItemActions(dictionary.code);
  if (!query.data) return <Skeleton className="h-60" />;
  const { items, total } = query.data;
  return (
    <div className="flex flex-col gap-3">
      {total > 12 || search ? (
        <SearchInput
          className="w-64 max-sm:w-full"
          aria-label={t("search")}
          placeholder={t("search")}
          value={search}
          onChange={setSearch}
        />
      ) : null}
      {items.length === 0 ? <EmptyState isSmall title={search ? t("none") : t("empty")} /> : null}
      {items.length > 0 ? (
        <div className="overflow-x-auto">
          <table className="w-full text-sm">
            <thead>
              <tr className="border-b text-left text-muted text-xs">
                <th className="py-1.5 pr-3 font-medium">{t("name")}</th>
                <th className="w-48 py-1.5 pr-3 font-medium max-sm:hidden">{t("code")}</th>
                {dictionary.itemFields.map((field) => (
                  <th key={field.code} className="w-40 py-1.5 pr-3 font-medium max-sm:hidden">
                    {field.name}
                  </th>
                ))}
                <th className="w-10" />
              </tr>
            </thead>
            <tbody>
              {items.map((item, at) => (
                <ItemRow
                  key={item.code}
                  item={item}
                  fields={dictionary.itemFields}
                  canWrite={canWrite}
                  actions={actions}
                  onStep={(step) => actions.arrange(steppedCodes(items, at, step))}
                />
              ))}
            </tbody>
          </table>
        </div>
      ) : null}
      {total > items.length ? (
        <p className="text-faint text-xs">
          {t("shown", { shown: format.number(items.length), total: format.number(total) })}
        </p>
      ) : null}
      {canWrite ? <NewItem onAdd={actions.add} isBusy={actions.isAdding} /> : null}
    </div>
  );
}

function steppedCodes(items: readonly DictionaryItemView[], at: number, step: -1 | 1): string[] {
  const codes = items.map((item) => item.code);
  const to = at + step;
  const [moved, other] = [codes[at], codes[to]];
  if (moved === undefined || other === undefined) return codes;
  codes[at] = other;
  codes[to] = moved;
  return codes;
}

interface RowProps {
  item: DictionaryItemView;
  fields: readonly ItemField[];
  canWrite: boolean;
  actions: ItemActions;
  onStep(step: -1 | 1): void;
}
function ItemRow({ item, fields, canWrite, actions, onStep }: RowProps) {
  const t = useTranslations("fields.dictionaries.item");
  return (
    <tr className={cn("border-b", !item.isActive && "text-faint")}>
      <td className="py-1 pr-3">
        <span className="flex items-center gap-2">
          {canWrite ? (
            <InPlace
              label={t("name")}
              value={item.name}
              onSave={(name) => name !== "" && actions.update({ item: item.code, name })}
            />
          ) : (
            item.name
          )}
          {item.isActive ? null : <span className="shrink-0 text-xs">{t("inactive")}</span>}
        </span>
      </td>
      <td className="py-1 pr-3 max-sm:hidden">
        <code className="text-muted text-xs">{item.code}</code>
      </td>
      {fields.map((field) => (
        <td key={field.code} className="py-1 pr-3 max-sm:hidden">
          {canWrite ? (
            <InPlace
              label={`${field.name}: ${item.name}`}
              value={asInput(item.attributes[field.code])}
              onSave={(text) =>
                actions.update({ item: item.code, attributes: { [field.code]: text === "" ? null : text } })
              }
            />
          ) : (
            <FieldValue field={field} value={item.attributes[field.code]} />
          )}
        </td>
      ))}
      <td className="py-1 text-end">
        {canWrite ? (
          <DropdownMenu
            trigger={
              <IconButton label={t("menu", { name: item.name })}>
                <MoreHorizontal />
              </IconButton>
            }
          >
            <MenuItem icon={<ArrowUp />} onSelect={() => onStep(-1)}>
              {t("up")}
            </MenuItem>
            <MenuItem icon={<ArrowDown />} onSelect={() => onStep(1)}>
              {t("down")}
            </MenuItem>
            <MenuItem
              icon={item.isActive ? <EyeOff /> : <Eye />}
              onSelect={() => actions.update({ item: item.code, isActive: !item.isActive })}
            >
              {item.isActive ? t("deactivate") : t("activate")}
            </MenuItem>
            <MenuItem icon={<Trash2 />} isDangerous onSelect={() => actions.remove(item.code)}>
              {t("delete")}
            </MenuItem>
          </DropdownMenu>
        ) : null}
      </td>
    </tr>
  );
}

const asInput = (value: unknown): string =>
  value === null || value === undefined ? "" : typeof value === "string" ? value : JSON.stringify(value);

/** A value that is a field when touched: Enter or leaving it saves, Escape takes back what was typed. */
function InPlace({ label, value, onSave }: { label: string; value: string; onSave(text: string): void }) {
  const [draft, setDraft] = useState<string>();
  const finish = () => {
    const text = (draft ?? value).trim();
    setDraft(undefined);
    if (text !== value) onSave(text);
  };
  return (
    <input
      aria-label={label}
      className="h-7 w-full min-w-24 rounded-md border border-transparent bg-transparent px-1.5 hover:border-line-strong focus:border-accent focus:bg-canvas"
      value={draft ?? value}
      onChange={(event) => setDraft(event.target.value)}
      onBlur={finish}
      onKeyDown={(event) => {
        if (event.key === "Enter") event.currentTarget.blur();
        if (event.key === "Escape") setDraft(undefined);
      }}
    />
  );
}

function NewItem({ onAdd, isBusy }: { onAdd(name: string): void; isBusy: boolean }) {
  const t = useTranslations("fields.dictionaries.item");
  const [name, setName] = useState("");
  return (
    <form
      className="flex max-w-110 gap-2"
      onSubmit={(event) => {
        event.preventDefault();
        if (name.trim() === "") return;
        onAdd(name.trim());
        setName("");
      }}
    >
      <Input
        aria-label={t("name")}
        placeholder={t("name")}
        value={name}
        maxLength={200}
        onChange={(event) => setName(event.target.value)}
      />
      <Button type="submit" icon={<Plus />} isBusy={isBusy}>
        {t("add")}
      </Button>
    </form>
  );
}
