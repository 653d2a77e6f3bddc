/**
 * Fields: what is known of every object besides what the product itself knows. The lowest tier: every other domain asks
 * it how a value is read.
 *
 * Objects: customer, order, order_line, receipt, receipt_line, product, category, store. System fields are declared in
 * code (`system-fields.ts`) and can be ordered, grouped and hidden. Custom fields are rows; their values live in the
 * object's `attributes` (jsonb) under the field's code and are addressed as `attributes.<code>` everywhere.
 *
 * Writing attributes, inside a transaction: `const fields = await lockFields(tx, ["customer"])` once per batch, before
 * any row lock; `readAttributes("customer", raw, fields, rules)` per row (pure); `noteSeenAttributes(tx, …)` once per
 * batch. Reading: `loadFields(db)`; `readFieldValue(field, raw, rules)` for one value. Both are cheap: a process
 * remembers each version.
 *
 * A value of a described field in a record is always canonical for its type: it was read by `readFieldValue`, or the
 * record does not hold it. What cannot be read is a problem of its row (`attributes.children: invalid_number`).
 * Attributes nobody described are stored as they came and listed as "seen but not described" (`seen_attributes`);
 * describing one reads all its values in the background: those that fit become canonical, the others move to
 * `field_leftovers` with the reason. Nothing is lost.
 *
 * A type changes only while no record holds a value: `lockFieldsForChange` waits for running writers, then looks, then
 * changes; writers that come after read the new type. A field is deleted only while nothing refers to it
 * (`kernel/usages`); its values are removed in the background, and while that lasts new ones are left out.
 *
 * Dictionaries: items by code; records hold codes, sources may send codes or names. An item that records hold is not
 * deleted but deactivated: readable, no longer offered. Regions: a tree by `path`; `region_id` of customers and stores
 * follows their region text (name, alias or external id, in any case): new rows by a trigger, old ones by `matchRegions`
 * after each change of the tree. A text that could mean two regions means none.
 *
 * Codes never change. Limits are in `model.ts`.
 */

export type { Usage } from "@/server/kernel/usages";
export { type AttributeFields, type AttributesRead, noFields, readAttributes } from "./attributes";
export { arrangeFields, createField, deleteField, updateField } from "./commands";
export {
  arrangeDictionaryItems,
  createDictionary,
  deleteDictionary,
  deleteDictionaryItem,
  saveDictionaryItems,
  updateDictionary,
  updateDictionaryItem,
} from "./dictionaries/commands";
export {
  type DictionaryItemView,
  type DictionaryView,
  getDictionary,
  listDictionaries,
  listDictionaryItems,
} from "./dictionaries/queries";
export { fieldWorkRequested, regionsChanged } from "./events";
export { arrangeFieldGroups, createFieldGroup, deleteFieldGroup, renameFieldGroup } from "./groups";
export {
  attributePrefix,
  type FieldDef,
  type FieldObject,
  type FieldRules,
  type FieldType,
  fieldObjects,
  fieldPath,
  fieldTypes,
  fieldUsageId,
  type Json,
  limits,
} from "./model";
export {
  countFields,
  countFieldValues,
  type FieldGroupView,
  type FieldView,
  getField,
  listCustomFields,
  listFields,
  listLeftovers,
  listUndescribed,
  proposeField,
} from "./queries";
export { type ReadableField, readFieldValue, type ValueRules } from "./read-value";
export {
  assignRegionText,
  createRegion,
  deleteRegion,
  moveRegion,
  updateRegion,
  upsertRegions,
} from "./regions/commands";
export { type MatchCursor, type MatchStep, matchRegions, requeueRegionMatching } from "./regions/match";
export { getRegion, listRegions, listUnmatchedRegions, type RegionView } from "./regions/queries";
export { spokenAttributes } from "./spoken";
export {
  type DictionaryEntry,
  type FieldRegistry,
  loadFields,
  lockFields,
  noteSeenAttributes,
} from "./store/registry";
export type { Parsed, Problem, RowProblem } from "./values/parsed";
export { advanceFieldWork, hasFieldWork, requeueFieldWork } from "./work";
