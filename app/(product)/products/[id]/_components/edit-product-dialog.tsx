"use client";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { useFormat } from "@/app/_i18n/use-format";
import { useTRPC } from "@/app/_trpc/client";
import { fieldProblem, problemOf } from "@/app/_trpc/problem";
import { Button } from "@/app/_ui/action/button";
import { Switch } from "@/app/_ui/input/choice";
import { Combobox } from "@/app/_ui/input/combobox";
import { Field } from "@/app/_ui/input/field";
import { Input } from "@/app/_ui/input/input";
import { NumberInput } from "@/app/_ui/input/number-input";
import { Dialog } from "@/app/_ui/overlay/dialog";
import { toast } from "@/app/_ui/overlay/toast";
import type { Json } from "@/server/domain/fields/model";
import { fromMinor } from "@/server/domain/fields/values/money";
import type { ProductView } from "@/server/domain/orders";
import { asTree, pathOf } from "../../_components/category-tree";
import { FieldInputs } from "../../_components/field-inputs";

const texts = ["name", "brand", "url", "imageUrl"] as const;
const snake = (name: string) => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

/** Only what was changed is written; the audit log says by whom, and what it was before. */
export function EditProductDialog({ product, onClose }: { product: ProductView; onClose(): void }) {
  const t = useTranslations("products");
  const format = useFormat();
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const amount = (minor: number | null) => (minor === null ? undefined : fromMinor(minor, format.currency));
  const start = {
    name: product.name,
    brand: product.brand ?? "",
    url: product.url ?? "",
    imageUrl: product.imageUrl ?? "",
    category: product.categoryExternalId ?? "",
    price: amount(product.priceMinor),
    oldPrice: amount(product.oldPriceMinor),
    isAvailable: product.isAvailable,
  };
  const [values, setValues] = useState(start);
  const [attributes, setAttributes] = useState<Record<string, Json>>({});
  const set = (changes: Partial<typeof start>) => setValues((before) => ({ ...before, ...changes }));
  const save = useMutation(
    trpc.products.edit.mutationOptions({
      onSuccess: async () => {
        await queryClient.invalidateQueries(trpc.products.pathFilter());
        toast.done(t("edit.saved"));
        onClose();
      },
    }),
  );
  const changed = Object.fromEntries(
    Object.entries(values)
      .filter(([name, value]) => value !== start[name as keyof typeof start])
      .map(([name, value]) => [name, value === "" || value === undefined ? null : value]),
  );
  const problem = problemOf(save.error);
  const errorOf = (name: string) => fieldProblem(save.error, snake(name));
  const submit = () => {
    const hasAttributes = Object.keys(attributes).length > 0;
    if (Object.keys(changed).length === 0 && !hasAttributes) return onClose();
    save.mutate({ id: product.id, values: { ...changed, ...(hasAttributes ? { attributes } : {}) } });
  };
  return (
    <Dialog
      isOpen
      size="lg"
      onOpenChange={onClose}
      title={t("edit.title")}
      description={t("edit.text")}
      footer={
        <Button
          variant="primary"
          isBusy={save.isPending}
          disabled={values.name.trim() === ""}
          onClick={submit}
        >
          {t("edit.save")}
        </Button>
      }
    >
      <form
        className="grid gap-4 sm:grid-cols-2"
        onSubmit={(event) => {
          event.preventDefault();
          submit();
        }}
      >
        {texts.map((name) => (
          <Field
            key={name}
            label={t(`columns.${name}`)}
            error={errorOf(name)}
            className={name === "brand" ? "" : "sm:col-span-2"}
          >
            <Input value={values[name]} onChange={(event) => set({ [name]: event.target.value })} />
          </Field>
        ))}
        <CategoryField
          value={values.category}
          onChange={(category) => set({ category })}
          error={errorOf("category")}
        />
        <Field label={t("columns.price")} error={errorOf("price")}>
          <NumberInput value={values.price} unit={format.currency} onChange={(price) => set({ price })} />
        </Field>
        <Field label={t("columns.oldPrice")} error={errorOf("oldPrice")}>
          <NumberInput
            value={values.oldPrice}
            unit={format.currency}
            onChange={(oldPrice) => set({ oldPrice })}
          />
        </Field>
        <div className="flex items-end pb-1.5">
          <Switch
            checked={values.isAvailable}
            onChange={(isAvailable) => set({ isAvailable })}
            label={t("stock.in")}
          />
        </div>
        <FieldInputs
          object="product"
          attributes={product.attributes}
          changed={attributes}
          onChange={setAttributes}
          error={save.error}
        />
        {problem && problem.fields.length === 0 ? (
          <p role="alert" className="text-bad text-sm sm:col-span-2">
            {problem.message}
          </p>
        ) : null}
        <button type="submit" hidden />
      </form>
    </Dialog>
  );
}

function CategoryField({
  value,
  onChange,
  error,
}: {
  value: string;
  onChange(externalId: string): void;
  error: string | undefined;
}) {
  const t = useTranslations("products");
  const trpc = useTRPC();
  const { data } = useQuery(trpc.products.categories.queryOptions({}));
  const items = data?.items ?? [];
  const byId = new Map(items.map((item) => [item.id, item]));
  const options = asTree(items).map((item) => ({ value: item.externalId, label: pathOf(item, byId) }));
  return (
    <Field label={t("columns.category")} error={error}>
      <Combobox
        isClearable
        value={options.find((option) => option.value === value)}
        options={options}
        placeholder={t("filters.anyCategory")}
        onChange={(option) => onChange(option?.value ?? "")}
      />
    </Field>
  );
}
