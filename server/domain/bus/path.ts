/** `$.data.items[0].sku`: names and numbers only, own properties only. Undefined when there is nothing. */
export function valueAt(root: unknown, path: string): unknown {
  let at = root;
  for (const part of path.replace(/^\$\.?/, "").match(/[^.[\]]+/g) ?? []) {
    if (typeof at !== "object" || at === null || !Object.hasOwn(at, part)) return undefined;
    at = (at as Record<string, unknown>)[part];
  }
  return at;
}
/** A path as it may be written. */
export const pathPattern = /^\$(\.[\p{L}\p{N}_$-]{1,100}|\[\d{1,4}\])*$/u;
