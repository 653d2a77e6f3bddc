import { z } from "zod";
import { invalid } from "@/server/platform/errors";
import { type NumberedNoun, parsePublicId } from "@/server/platform/ids";

const snakeName = (name: string) => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

/**
 * A domain's schema with the names of this door: the same contract in snake_case, so that nothing is declared twice.
 * Objects, lists and optional parts are followed; free maps (attributes) keep their keys.
 */
export function snakeCased(schema: z.ZodType): z.ZodType {
  if (schema instanceof z.ZodObject) {
    const shape = Object.entries(schema.shape as Record<string, z.ZodType>).map(([name, part]) => [
      snakeName(name),
      snakeCased(part),
    ]);
    return z.strictObject(Object.fromEntries(shape));
  }
  if (schema instanceof z.ZodOptional && isFollowed(schema.unwrap() as z.ZodType))
    return snakeCased(schema.unwrap() as z.ZodType).optional();
  if (schema instanceof z.ZodArray && isFollowed(schema.element as z.ZodType))
    return schema.clone({
      ...schema.def,
      element: snakeCased(schema.element as z.ZodType),
    } as typeof schema.def);
  return schema;
}
const isFollowed = (schema: z.ZodType) => schema instanceof z.ZodObject || schema instanceof z.ZodArray;

/** A parsed body back in the domain's names. */
export function camelCased<Schema extends z.ZodType>(schema: Schema, value: unknown): z.input<Schema> {
  return renamed(schema, value) as z.input<Schema>;
}
function renamed(schema: z.ZodType, value: unknown): unknown {
  if (value === null || typeof value !== "object") return value;
  if (schema instanceof z.ZodOptional) return renamed(schema.unwrap() as z.ZodType, value);
  if (schema instanceof z.ZodArray)
    return (value as unknown[]).map((item) => renamed(schema.element as z.ZodType, item));
  if (!(schema instanceof z.ZodObject)) return value;
  const given = value as Record<string, unknown>;
  const entries = Object.entries(schema.shape as Record<string, z.ZodType>).flatMap(([name, part]) =>
    snakeName(name) in given ? [[name, renamed(part, given[snakeName(name)])]] : [],
  );
  return Object.fromEntries(entries);
}

/** `{id}` of a path: `cus_1042`, or 1042. */
export const idParam = (noun: NumberedNoun) =>
  z.object({ id: z.string().meta({ description: `\`${noun}\` id as answered, or its number.` }) });
export function readId(noun: NumberedNoun, text: string): number {
  const id = parsePublicId(noun, text);
  if (id === undefined)
    throw invalid(`id: ${JSON.stringify(text.slice(0, 60))} is not the id of a ${noun}.`, [
      { path: "id", message: `is not the id of a ${noun}` },
    ]);
  return id;
}

export const iso = (at: Date): string => at.toISOString();
export const isoOrNull = (at: Date | null): string | null => at?.toISOString() ?? null;
