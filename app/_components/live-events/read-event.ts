/** What an event says, for one line of a list. Anything may stand in a payload: nothing here trusts its shape. */
export interface EventLine {
  /** "Product Viewed", a page's address, a group's id. */
  what: string | undefined;
  /** The person as the site knows her, or the visitor's anonymous id. */
  who: string | undefined;
  isAnonymous: boolean;
  json: unknown;
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);
const textOf = (value: unknown): string | undefined =>
  (typeof value === "string" && value !== "") || typeof value === "number" ? String(value) : undefined;

export function readEvent(type: string, payload: string): EventLine {
  const json = parse(payload);
  const event = isObject(json) ? json : {};
  const user = textOf(event.userId);
  return {
    what: whatOf(type, event),
    who: user ?? textOf(event.anonymousId),
    isAnonymous: user === undefined,
    json,
  };
}

function whatOf(type: string, event: Record<string, unknown>): string | undefined {
  const properties = isObject(event.properties) ? event.properties : {};
  const context = isObject(event.context) ? event.context : {};
  const page = isObject(context.page) ? context.page : {};
  switch (type) {
    case "track":
      return textOf(event.event);
    case "page":
    case "screen":
      return textOf(event.name) ?? textOf(properties.path) ?? textOf(page.path) ?? textOf(properties.url);
    case "identify":
      return isObject(event.traits) ? Object.keys(event.traits).join(", ") || undefined : undefined;
    case "group":
      return textOf(event.groupId);
    case "alias":
      return textOf(event.previousId);
    default:
      return undefined;
  }
}

/** Not JSON (a rejected input may be anything): shown as it came. */
function parse(payload: string): unknown {
  try {
    return JSON.parse(payload);
  } catch {
    return payload;
  }
}
