"use client";
import { Plus, X } from "lucide-react";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { useFormat } from "@/app/_i18n/use-format";
import { Button } from "@/app/_ui/action/button";
import { IconButton } from "@/app/_ui/action/icon-button";
import { cn } from "@/app/_ui/cn";
import { NumberInput } from "@/app/_ui/input/number-input";
import { DropdownMenu, MenuItem, MenuLabel } from "@/app/_ui/overlay/dropdown-menu";
import type { CountComparison } from "@/server/domain/segments/comparisons";
import type { PurchaseFilter, PurchaseLines } from "@/server/domain/segments/conditions/purchases";
import { Comparison } from "../comparison";
import { CategoriesPicker, KnownValues, ProductsPicker, StoresPicker } from "../pickers";
import type { FormProps } from "./props";

const ofPurchase = ["stores", "channels", "total", "discount", "weekdays", "hours"] as const;
const ofLine = ["products", "categories", "brands", "price", "quantity", "total"] as const;
type OfPurchase = (typeof ofPurchase)[number];
type OfLine = (typeof ofLine)[number];

const some: CountComparison = { operator: "at_least", value: 1 };
const newDetail: Required<Pick<PurchaseFilter, OfPurchase>> = {
  stores: [],
  channels: [],
  total: some,
  discount: some,
  weekdays: [6, 7],
  hours: { from: 18, to: 22 },
};
const newLineDetail: Required<Pick<PurchaseLines, OfLine>> = {
  products: [],
  categories: [],
  brands: [],
  price: some,
  quantity: some,
  total: some,
};

/** Without a part; undefined when nothing is left, so that an empty filter is no filter. */
function without<Parts extends object>(parts: Parts, key: keyof Parts): Parts | undefined {
  const { [key]: _, ...rest } = parts;
  return Object.keys(rest).length > 0 ? (rest as Parts) : undefined;
}

/** "only in these stores", "only with goods of …": each a line that can be taken away. */
export function PurchaseDetails({ condition, onChange }: FormProps<"purchases">) {
  const t = useTranslations("rule-editor.details");
  const { where, lines } = condition;
  const set = (changes: { where?: PurchaseFilter | undefined; lines?: PurchaseLines | undefined }) => {
    const next = { ...condition, ...changes };
    if (next.where === undefined) delete next.where;
    if (next.lines === undefined) delete next.lines;
    onChange(next);
  };
  const held = ofPurchase.filter((key) => where?.[key] !== undefined);
  const heldLines = ofLine.filter((key) => lines?.[key] !== undefined);
  return (
    <>
      {held.map((key) => (
        <Detail
          key={key}
          label={t(`of.${key}`)}
          onRemove={() => set({ where: where && without(where, key) })}
        >
          <PurchasePart part={key} where={where ?? {}} onChange={(next) => set({ where: next })} />
        </Detail>
      ))}
      {heldLines.map((key) => (
        <Detail
          key={key}
          label={t(`line.${key}`)}
          onRemove={() => set({ lines: lines && without(lines, key) })}
        >
          <LinePart part={key} lines={lines ?? {}} onChange={(next) => set({ lines: next })} />
        </Detail>
      ))}
      <DropdownMenu
        align="start"
        trigger={
          <Button variant="ghost" size="sm" icon={<Plus />} className="self-start">
            {t("add")}
          </Button>
        }
      >
        <MenuLabel>{t("ofThePurchase")}</MenuLabel>
        {ofPurchase
          .filter((key) => !held.includes(key))
          .map((key) => (
            <MenuItem key={key} onSelect={() => set({ where: { ...where, [key]: newDetail[key] } })}>
              {t(`of.${key}`)}
            </MenuItem>
          ))}
        <MenuLabel>{t("ofOneLine")}</MenuLabel>
        {ofLine
          .filter((key) => !heldLines.includes(key))
          .map((key) => (
            <MenuItem key={key} onSelect={() => set({ lines: { ...lines, [key]: newLineDetail[key] } })}>
              {t(`line.${key}`)}
            </MenuItem>
          ))}
      </DropdownMenu>
    </>
  );
}

/** One narrowing of a condition, with what it is about in front and a way to be rid of it. */
export function Detail({
  label,
  onRemove,
  children,
}: {
  label: string;
  /** Absent: it is always there, empty or not. */
  onRemove?(): void;
  children: ReactNode;
}) {
  const t = useTranslations("rule-editor.conditions");
  return (
    <div className="flex flex-wrap items-start gap-x-2 gap-y-1 border-l-2 pl-2.5">
      <span className="flex min-h-8 min-w-32 items-center text-muted text-sm">{label}</span>
      {children}
      {onRemove ? (
        <IconButton size="sm" label={t("removeOne", { name: label })} onClick={onRemove} className="mt-0.5">
          <X />
        </IconButton>
      ) : null}
    </div>
  );
}

function PurchasePart({
  part,
  where,
  onChange,
}: {
  part: OfPurchase;
  where: PurchaseFilter;
  onChange(where: PurchaseFilter): void;
}) {
  const t = useTranslations("rule-editor.details");
  const format = useFormat();
  switch (part) {
    case "stores":
      return (
        <StoresPicker values={where.stores ?? []} onChange={(stores) => onChange({ ...where, stores })} />
      );
    case "channels":
      return (
        <KnownValues
          of="purchase_channel"
          label={t("of.channels")}
          values={where.channels ?? []}
          onChange={(channels) => onChange({ ...where, channels })}
        />
      );
    case "total":
    case "discount":
      return (
        <Comparison
          type="count"
          unit={format.currency}
          test={where[part] ?? some}
          onChange={(test) => onChange({ ...where, [part]: test })}
        />
      );
    case "weekdays":
      return (
        <WeekdayPicker
          value={where.weekdays ?? []}
          onChange={(weekdays) => onChange({ ...where, weekdays })}
        />
      );
    case "hours": {
      const { from, to } = where.hours ?? { from: 0, to: 23 };
      const hour = (value: number | undefined) => Math.min(23, Math.max(0, Math.round(value ?? 0)));
      return (
        <span className="flex items-center gap-1.5 text-sm">
          <NumberInput
            className="w-16"
            aria-label={t("fromHour")}
            value={from}
            onChange={(next) => onChange({ ...where, hours: { from: hour(next), to } })}
          />
          <span className="figures text-muted">:00 –</span>
          <NumberInput
            className="w-16"
            aria-label={t("toHour")}
            value={to}
            onChange={(next) => onChange({ ...where, hours: { from, to: hour(next) } })}
          />
          <span className="figures text-muted">:59</span>
        </span>
      );
    }
  }
}

function LinePart({
  part,
  lines,
  onChange,
}: {
  part: OfLine;
  lines: PurchaseLines;
  onChange(lines: PurchaseLines): void;
}) {
  const t = useTranslations("rule-editor.details");
  const format = useFormat();
  switch (part) {
    case "products":
      return (
        <ProductsPicker
          values={lines.products ?? []}
          onChange={(products) => onChange({ ...lines, products })}
        />
      );
    case "categories":
      return (
        <CategoriesPicker
          values={lines.categories ?? []}
          onChange={(categories) => onChange({ ...lines, categories })}
        />
      );
    case "brands":
      return (
        <KnownValues
          of="brand"
          label={t("line.brands")}
          values={lines.brands ?? []}
          onChange={(brands) => onChange({ ...lines, brands })}
        />
      );
    default:
      return (
        <Comparison
          type="count"
          unit={part === "quantity" ? undefined : format.currency}
          test={lines[part] ?? some}
          onChange={(test) => onChange({ ...lines, [part]: test })}
        />
      );
  }
}

const days = [1, 2, 3, 4, 5, 6, 7] as const;

export function WeekdayPicker({
  value,
  onChange,
}: {
  value: readonly number[];
  onChange(value: number[]): void;
}) {
  const t = useTranslations("rule-editor.weekdays");
  return (
    <span className="flex flex-wrap gap-1">
      {days.map((day) => {
        const isOn = value.includes(day);
        return (
          <button
            key={day}
            type="button"
            aria-pressed={isOn}
            onClick={() => onChange(days.filter((one) => (one === day ? !isOn : value.includes(one))))}
            className={cn(
              "h-8 min-w-10 rounded-md border px-1.5 text-sm",
              isOn ? "border-accent bg-accent-soft text-accent" : "text-muted hover:bg-hover",
            )}
          >
            {t(`${day}`)}
          </button>
        );
      })}
    </span>
  );
}
