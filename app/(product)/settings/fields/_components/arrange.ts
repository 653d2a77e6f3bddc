import { type FieldDef, fieldPath } from "@/server/domain/fields/model";

/** A field's place on the screen: its path and the group it stands in ("" is no group). */
export interface Place {
  path: string;
  group: string;
}

export const placesOf = (fields: readonly FieldDef[], groups: readonly string[]): Place[] =>
  fields.map((field) => ({
    path: fieldPath(field),
    group: field.group !== null && groups.includes(field.group) ? field.group : "",
  }));

/** The places after `path` was put before the field `before` of a group, or at the group's end. */
export function movedTo(places: readonly Place[], path: string, group: string, before?: string): Place[] {
  if (path === before) return [...places];
  const rest = places.filter((place) => place.path !== path);
  const found = before === undefined ? -1 : rest.findIndex((place) => place.path === before);
  const at = found >= 0 ? found : rest.findLastIndex((place) => place.group === group) + 1 || rest.length;
  return [...rest.slice(0, at), { path, group }, ...rest.slice(at)];
}

/** One step up (-1) or down (1) among the fields of its group; over the edge, into the neighbouring group. */
export function stepped(
  places: readonly Place[],
  groups: readonly string[],
  path: string,
  step: -1 | 1,
): Place[] {
  const place = places.find((one) => one.path === path);
  if (!place) return [...places];
  const own = places.filter((one) => one.group === place.group);
  const at = own.findIndex((one) => one.path === path);
  const neighbour = own[at + step];
  if (neighbour)
    return step < 0
      ? movedTo(places, path, place.group, neighbour.path)
      : movedTo(places, path, place.group, own[at + 2]?.path);
  const next = groups[groups.indexOf(place.group) + step];
  if (next === undefined) return [...places];
  const first = places.find((one) => one.group === next);
  return step < 0 ? movedTo(places, path, next) : movedTo(places, path, next, first?.path);
}
