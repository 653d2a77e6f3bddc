"use client";
import { useMutation } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { type ReactNode, useState } from "react";
import { useTRPC } from "@/app/_trpc/client";
import { fieldProblem, problemOf } from "@/app/_trpc/problem";
import { Button } from "@/app/_ui/action/button";
import { Combobox } from "@/app/_ui/input/combobox";
import { Field } from "@/app/_ui/input/field";
import { Input } from "@/app/_ui/input/input";
import { ConfirmDialog } from "@/app/_ui/overlay/confirm-dialog";
import { Dialog } from "@/app/_ui/overlay/dialog";
import { asTree, type Category, pathOf, wayTo } from "../../_components/category-tree";
import { useAfterChange } from "./use-category-change";

export type CategoryAction = "add" | "rename" | "move" | "delete";
export interface OpenDialog {
  action: CategoryAction;
  category?: Category;
}
interface DialogProps {
  all: readonly Category[];
  onClose(): void;
}

export function CategoryDialogs({ open, ...rest }: DialogProps & { open: OpenDialog | undefined }) {
  if (!open) return null;
  const { action, category } = open;
  if (action === "add") return <AddDialog {...rest} parentId={category?.id ?? null} />;
  if (!category) return null;
  if (action === "rename") return <RenameDialog category={category} onClose={rest.onClose} />;
  if (action === "move") return <MoveDialog {...rest} category={category} />;
  return <DeleteDialog category={category} onClose={rest.onClose} />;
}

function AddDialog({ all, parentId, onClose }: DialogProps & { parentId: number | null }) {
  const t = useTranslations("products.tree");
  const columns = useTranslations("products.columns");
  const trpc = useTRPC();
  const [name, setName] = useState("");
  const [externalId, setExternalId] = useState("");
  const [parent, setParent] = useState(parentId);
  const create = useMutation(
    trpc.products.createCategory.mutationOptions(useAfterChange(t("added"), onClose)),
  );
  const id = externalId.trim();
  return (
    <FormDialog
      title={t("new")}
      action={t("create")}
      isReady={name.trim() !== ""}
      mutation={create}
      onClose={onClose}
      onSubmit={() => create.mutate({ name, parentId: parent, ...(id === "" ? {} : { externalId: id }) })}
    >
      <Field label={columns("name")} error={fieldProblem(create.error, "name")}>
        <Input value={name} maxLength={300} onChange={(event) => setName(event.target.value)} />
      </Field>
      <Field label={t("parent")} error={fieldProblem(create.error, "parentId")}>
        <ParentChoice all={all} value={parent} onChange={setParent} />
      </Field>
      <Field
        label={columns("externalId")}
        help={t("externalIdHelp")}
        error={fieldProblem(create.error, "externalId")}
      >
        <Input
          className="font-mono"
          value={externalId}
          maxLength={200}
          onChange={(event) => setExternalId(event.target.value)}
        />
      </Field>
    </FormDialog>
  );
}

function RenameDialog({ category, onClose }: { category: Category; onClose(): void }) {
  const t = useTranslations("products.tree");
  const columns = useTranslations("products.columns");
  const trpc = useTRPC();
  const [name, setName] = useState(category.name);
  const save = useMutation(trpc.products.editCategory.mutationOptions(useAfterChange(t("renamed"), onClose)));
  return (
    <FormDialog
      title={t("renameTitle", { name: category.name })}
      action={t("save")}
      isReady={name.trim() !== "" && name.trim() !== category.name}
      mutation={save}
      onClose={onClose}
      onSubmit={() => save.mutate({ id: category.id, values: { name } })}
    >
      <Field label={columns("name")} error={fieldProblem(save.error, "name")}>
        <Input value={name} maxLength={300} onChange={(event) => setName(event.target.value)} />
      </Field>
    </FormDialog>
  );
}

function MoveDialog({ all, category, onClose }: DialogProps & { category: Category }) {
  const t = useTranslations("products.tree");
  const trpc = useTRPC();
  const [parent, setParent] = useState(category.parentId);
  const move = useMutation(trpc.products.editCategory.mutationOptions(useAfterChange(t("moved"), onClose)));
  return (
    <FormDialog
      title={t("moveTitle", { name: category.name })}
      description={t("moveText")}
      action={t("moveAction")}
      isReady={parent !== category.parentId}
      mutation={move}
      onClose={onClose}
      onSubmit={() => move.mutate({ id: category.id, values: { parentId: parent } })}
    >
      <Field label={t("parent")} error={fieldProblem(move.error, "parentId")}>
        <ParentChoice all={all} value={parent} onChange={setParent} without={category.id} />
      </Field>
    </FormDialog>
  );
}

function DeleteDialog({ category, onClose }: { category: Category; onClose(): void }) {
  const t = useTranslations("products.tree");
  const trpc = useTRPC();
  const remove = useMutation(
    trpc.products.deleteCategory.mutationOptions(useAfterChange(t("deleted"), onClose)),
  );
  return (
    <ConfirmDialog
      isOpen
      isDangerous
      onOpenChange={onClose}
      title={t("deleteTitle", { name: category.name })}
      action={t("delete")}
      isBusy={remove.isPending}
      error={problemOf(remove.error)?.message}
      onConfirm={() => remove.mutate({ id: category.id })}
    >
      <p>{t("deleteText")}</p>
    </ConfirmDialog>
  );
}

interface FormDialogProps {
  title: string;
  description?: string;
  action: string;
  isReady: boolean;
  mutation: { isPending: boolean; error: unknown };
  onSubmit(): void;
  onClose(): void;
  children: ReactNode;
}
function FormDialog({
  title,
  description,
  action,
  isReady,
  mutation,
  onSubmit,
  onClose,
  children,
}: FormDialogProps) {
  const problem = problemOf(mutation.error);
  return (
    <Dialog
      isOpen
      size="sm"
      onOpenChange={onClose}
      title={title}
      description={description}
      footer={
        <Button variant="primary" disabled={!isReady} isBusy={mutation.isPending} onClick={onSubmit}>
          {action}
        </Button>
      }
    >
      <form
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          if (isReady) onSubmit();
        }}
      >
        {children}
        {problem && problem.fields.length === 0 ? (
          <p role="alert" className="text-bad text-sm">
            {problem.message}
          </p>
        ) : null}
        <button type="submit" hidden />
      </form>
    </Dialog>
  );
}

interface ParentProps {
  all: readonly Category[];
  value: number | null;
  onChange(id: number | null): void;
  /** Neither it nor what lies within it can be chosen. */
  without?: number;
}
/** A category to lie within, found by typing; or the top level. */
function ParentChoice({ all, value, onChange, without }: ParentProps) {
  const t = useTranslations("products.tree");
  const byId = new Map(all.map((one) => [one.id, one]));
  const options = asTree(all)
    .filter((one) => without === undefined || !wayTo(one.id, all).some((above) => above.id === without))
    .map((one) => ({ value: String(one.id), label: pathOf(one, byId) }));
  return (
    <Combobox
      isClearable
      placeholder={t("top")}
      value={options.find((option) => option.value === String(value))}
      options={options}
      onChange={(option) => onChange(option ? Number(option.value) : null)}
    />
  );
}
