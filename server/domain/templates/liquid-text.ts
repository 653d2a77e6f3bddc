/**
 * Pure text work around Liquid: finding its tags, giving them back after React escaped them, and hiding them from
 * tools that would bend them.
 */

const entities: Record<string, string> = {
  "&quot;": '"',
  "&#x27;": "'",
  "&#39;": "'",
  "&lt;": "<",
  "&gt;": ">",
  "&amp;": "&",
};
const decode = (text: string): string =>
  text.replace(/&(?:quot|#x27|#39|lt|gt|amp);/g, (entity) => entities[entity] ?? entity);

/** A tag as React leaves it: quotes are entities, and what stands in quotes may hold the closing braces. */
const escapedQuoted = "&quot;(?:(?!&quot;)[\\s\\S])*&quot;|&#x27;(?:(?!&#x27;)[\\s\\S])*&#x27;";
const escapedTag = new RegExp(
  `\\{\\{(?:${escapedQuoted}|(?!&quot;|&#x27;|\\}\\})[\\s\\S])*\\}\\}|\\{%(?:${escapedQuoted}|(?!&quot;|&#x27;|%\\})[\\s\\S])*%\\}`,
  "g",
);
/** A tag as people write it. */
const plainTag = /\{\{(?:"[^"]*"|'[^']*'|(?!\}\})[^"'])*\}\}|\{%(?:"[^"]*"|'[^']*'|(?!%\})[^"'])*%\}/g;

const outputOnly = /^\{\{-?([\s\S]*?)-?\}\}$/;
const linkAttribute = /(\s(?:href|src|background|action)=")([^"]*)(")/g;

/** Nothing but `{% … %}` tags: what follows still decides where the link goes. */
const isOnlyBlocks = (text: string): boolean =>
  text.replace(escapedTag, (tag) => (tag.startsWith("{%") ? "" : tag)).trim() === "";

/**
 * Gives a value in a link the filter its place asks for: at the start it decides where the link goes, so only web,
 * mail and phone addresses pass; further in it is a piece of an address, so it is percent-encoded.
 */
function guardLinks(html: string): string {
  return html.replace(linkAttribute, (_whole, open: string, address: string, close: string) => {
    const guarded = address.replace(escapedTag, (tag, offset: number) => {
      const inner = outputOnly.exec(tag)?.[1];
      if (inner === undefined) return tag;
      const isStart = isOnlyBlocks(address.slice(0, offset));
      return `{{${inner.trimEnd()} | ${isStart ? "safe_url" : "url_encode"} }}`;
    });
    return `${open}${guarded}${close}`;
  });
}

/** React's markup with its Liquid made executable again, each value guarded for the place it stands in. */
export const restoreLiquid = (html: string): string =>
  guardLinks(html).replace(escapedTag, (tag) => decode(tag.replaceAll("<!-- -->", "")));

/** Runs a text tool over a template without letting it see the Liquid: each tag becomes one private-use word. */
export function withoutLiquid(template: string, tool: (text: string) => string): string {
  const tags: string[] = [];
  const hidden = template.replace(plainTag, (tag) => `\uE000${tags.push(tag) - 1}\uE001`);
  return tool(hidden).replace(/\uE000(\d+)\uE001/g, (_mark, index: string) => tags[Number(index)] ?? "");
}

/** True when the text holds any Liquid. */
export const hasLiquid = (text: string): boolean => /\{\{|\{%/.test(text);
