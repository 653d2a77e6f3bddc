import type { FieldObject, FieldRegistry, FieldType } from "@/server/domain/fields";
import { attributePrefix, type ImportEntity, type ImportField } from "./catalogue";

/** Whose fields a file of this kind fills. */
export const objectOf: Record<ImportEntity, FieldObject> = {
  customers: "customer",
  orders: "order",
  receipts: "receipt",
  products: "product",
  categories: "category",
  stores: "store",
};

const types: Partial<Record<FieldType, ImportField["type"]>> = {
  integer: "number",
  decimal: "number",
  money: "money",
  boolean: "flag",
  date: "date",
  datetime: "instant",
  email: "email",
  phone: "phone",
  dictionary: "choice",
  multiselect: "choice",
};

/** Described fields as columns may be mapped to them: found by their code, their path and what people call them. */
export const customImportFields = (registry: FieldRegistry, entity: ImportEntity): ImportField[] =>
  registry
    .all(objectOf[entity])
    .filter((field) => field.scope === "custom" && field.state !== "deleting")
    .map((field) => ({
      code: `${attributePrefix}${field.code}`,
      type: types[field.type] ?? "text",
      labelKey: "",
      aliases: [`${attributePrefix}${field.code}`, field.code, field.name],
    }));
