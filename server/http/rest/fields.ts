import { z } from "zod";
import * as fields from "@/server/domain/fields";
import { fieldObjects, fieldTypes } from "@/server/domain/fields/model";
import * as schema from "@/server/domain/fields/schema";
import { camelCased, snakeCased } from "./names";
import { type Route, route } from "./route";

const object = z.enum(fieldObjects);
const rules = z.record(z.string(), z.unknown());
const field = z
  .object({
    object,
    code: z.string(),
    path: z
      .string()
      .meta({ description: "How the field is addressed: `first_name`, `attributes.children`." }),
    name: z.string(),
    description: z.string(),
    type: z.enum(fieldTypes),
    scope: z.enum(["system", "custom"]),
    group: z.string().nullable(),
    position: z.number().int(),
    is_hidden: z.boolean(),
    is_read_only: z.boolean(),
    dictionary: z.string().nullable(),
    rules,
    state: z.enum(["active", "converting", "deleting"]),
  })
  .meta({ id: "Field" });
const written = (one: fields.FieldDef): z.input<typeof field> => ({
  object: one.object,
  code: one.code,
  path: fields.fieldPath(one),
  name: one.name,
  description: one.description,
  type: one.type,
  scope: one.scope,
  group: one.group,
  position: one.position,
  is_hidden: one.isHidden,
  is_read_only: one.isReadOnly,
  dictionary: one.dictionaryCode,
  rules: snakeKeys(one.rules),
  state: one.state,
});
const snakeKeys = (value: object) =>
  Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [
      key.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`),
      inner,
    ]),
  );

const example: z.input<typeof field> = {
  object: "customer",
  code: "children",
  path: "attributes.children",
  name: "Children",
  description: "",
  type: "integer",
  scope: "custom",
  group: "person",
  position: 24,
  is_hidden: false,
  is_read_only: false,
  dictionary: null,
  rules: { min: 0, max: 20 },
  state: "active",
};
const base = { tag: "Fields" };
const ofObject = z.object({ object });
const oneField = z.object({ object, code: z.string().max(100) });
const path = "/api/v1/fields/{object}";

/** The write's own rules in this door's names. */
const writtenRules = snakeCased(
  z.object({
    isRequired: z.boolean().optional(),
    min: z.number().optional(),
    max: z.number().optional(),
    earliest: z.iso.date().optional(),
    latest: z.iso.date().optional(),
    maxLength: z.number().int().optional(),
    digits: z.number().int().optional(),
  }),
).meta({ id: "FieldRules" });
const change = {
  name: z.string().max(120).optional(),
  description: z.string().max(500).optional(),
  group: z.string().max(63).nullable().optional(),
  dictionary: z.string().max(63).nullable().optional(),
  is_hidden: z.boolean().optional(),
  rules: writtenRules.optional(),
};
const createBody = z
  .strictObject({
    ...change,
    code: z.string().max(63).optional(),
    name: z.string().max(120),
    type: z.enum(fieldTypes),
  })
  .meta({ id: "FieldCreate" });
const changeBody = z
  .strictObject({ ...change, type: z.enum(fieldTypes).optional() })
  .meta({ id: "FieldChange" });

type Change = Partial<z.output<typeof changeBody>>;
const readChange = ({ dictionary, is_hidden, rules: sent, ...rest }: Change) => ({
  ...rest,
  ...(dictionary === undefined ? {} : { dictionaryCode: dictionary }),
  ...(is_hidden === undefined ? {} : { isHidden: is_hidden }),
  ...(sent === undefined ? {} : { rules: camelCased(schema.fieldRules, camelKeys(sent)) }),
});
const camelKeys = (value: unknown) =>
  Object.fromEntries(
    Object.entries(value as object).map(([key, inner]) => [
      key.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase()),
      inner,
    ]),
  );

const group = z
  .object({ code: z.string(), name: z.string(), is_system: z.boolean() })
  .meta({ id: "FieldGroup" });

export const fieldRoutes: Route[] = [
  route({
    ...base,
    method: "GET",
    path,
    operationId: "listFields",
    summary: "Fields of an object, system and custom, in their order, with its groups",
    permission: fields.listFields.permission,
    params: ofObject,
    response: z.object({ data: z.array(field), groups: z.array(group) }),
    example: { response: { data: [example], groups: [{ code: "person", name: "", is_system: true }] } },
    async handle({ ctx, params }) {
      const found = await fields.listFields(ctx, params);
      return {
        data: found.fields.map(written),
        groups: found.groups.map((one) => ({ code: one.code, name: one.name, is_system: one.isSystem })),
      };
    },
  }),
  route({
    ...base,
    method: "POST",
    path,
    operationId: "createField",
    summary: "Add a custom field",
    description:
      "The code is made from the name when left out, and never changes. When records already hold an attribute of that " +
      "name, its values are read in the background (`state: converting`); those that do not fit are kept aside.",
    permission: fields.createField.permission,
    params: ofObject,
    body: createBody,
    status: 201,
    response: field,
    example: {
      request: { name: "Children", type: "integer", group: "person", rules: { min: 0, max: 20 } },
      response: example,
    },
    async handle({ ctx, params, body }) {
      const { code, name, type, ...rest } = body;
      const made = await fields.createField(ctx, {
        object: params.object,
        name,
        type,
        ...(code === undefined ? {} : { code }),
        ...readChange(rest),
      });
      return written(await fields.getField(ctx, { object: params.object, code: made.code }));
    },
  }),
  route({
    ...base,
    method: "GET",
    path: `${path}/{code}`,
    operationId: "getField",
    summary: "One field",
    permission: fields.getField.permission,
    params: oneField,
    response: field,
    example: { response: example },
    handle: async ({ ctx, params }) => written(await fields.getField(ctx, params)),
  }),
  route({
    ...base,
    method: "PATCH",
    path: `${path}/{code}`,
    operationId: "changeField",
    summary: "Change a field",
    description:
      "Type and dictionary only while no record holds a value (409 otherwise). Of a system field: its group and whether it is shown.",
    permission: fields.updateField.permission,
    params: oneField,
    body: changeBody,
    response: field,
    example: {
      request: { name: "Number of children" },
      response: { ...example, name: "Number of children" },
    },
    async handle({ ctx, params, body }) {
      await fields.updateField(ctx, { ...params, ...readChange(body) });
      return written(await fields.getField(ctx, params));
    },
  }),
  route({
    ...base,
    method: "DELETE",
    path: `${path}/{code}`,
    operationId: "deleteField",
    summary: "Delete a custom field that nothing refers to",
    description: "409 names the places that refer to it. Its values are removed in the background.",
    permission: fields.deleteField.permission,
    params: oneField,
    status: 202,
    response: z.object({ object, code: z.string() }),
    example: { response: { object: "customer", code: "children" } },
    handle: ({ ctx, params }) => fields.deleteField(ctx, params),
  }),
  route({
    ...base,
    method: "PUT",
    path: "/api/v1/field-order/{object}",
    operationId: "arrangeFields",
    summary: "Set the order and groups of an object's fields",
    permission: fields.arrangeFields.permission,
    params: ofObject,
    body: z.strictObject({
      fields: z
        .array(z.strictObject({ path: z.string().max(120), group: z.string().max(63).nullable() }))
        .min(1)
        .max(600),
    }),
    response: z.object({ count: z.number().int() }),
    example: {
      request: { fields: [{ path: "attributes.children", group: "person" }] },
      response: { count: 24 },
    },
    handle: ({ ctx, params, body }) =>
      fields.arrangeFields(ctx, { object: params.object, fields: body.fields }),
  }),
  route({
    ...base,
    method: "POST",
    path: "/api/v1/field-groups/{object}",
    operationId: "createFieldGroup",
    summary: "Add a group of fields",
    permission: fields.createFieldGroup.permission,
    params: ofObject,
    body: z.strictObject({ code: z.string().max(63).optional(), name: z.string().max(120) }),
    status: 201,
    response: z.object({ object, code: z.string() }),
    example: { request: { name: "Family" }, response: { object: "customer", code: "family" } },
    handle: ({ ctx, params, body }) => fields.createFieldGroup(ctx, { object: params.object, ...body }),
  }),
  route({
    ...base,
    method: "PATCH",
    path: "/api/v1/field-groups/{object}/{code}",
    operationId: "renameFieldGroup",
    summary: "Rename a group of fields",
    permission: fields.renameFieldGroup.permission,
    params: oneField,
    body: z.strictObject({ name: z.string().max(120) }),
    response: z.object({ object, code: z.string() }),
    example: { request: { name: "Family" }, response: { object: "customer", code: "family" } },
    handle: ({ ctx, params, body }) => fields.renameFieldGroup(ctx, { ...params, ...body }),
  }),
  route({
    ...base,
    method: "DELETE",
    path: "/api/v1/field-groups/{object}/{code}",
    operationId: "deleteFieldGroup",
    summary: "Delete a group; its fields stay, in no group",
    permission: fields.deleteFieldGroup.permission,
    params: oneField,
    status: 204,
    async handle({ ctx, params }) {
      await fields.deleteFieldGroup(ctx, params);
      return undefined as never;
    },
  }),
];
