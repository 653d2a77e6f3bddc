/** Turns a rendered letter into the one that is sent: links counted, opens noticed, campaign parameters added. Pure. */

export interface TrackedLetter {
  html: string;
  text: string;
  /** Where link number n leads. */
  links: string[];
}
export interface Tracking {
  /** Address of the redirect for link number n. */
  clickUrl(linkNo: number): string;
  openUrl: string;
  /** Our own addresses, left as they are. */
  own: readonly string[];
  utm: Readonly<Record<string, string>>;
}

/** A link's number is two bytes in its token. */
const mostLinks = 65_000;
const anchor = /(<a\b[^>]*?\shref\s*=\s*)("([^"]*)"|'([^']*)')/gi;
const bareUrl = /https?:\/\/[^\s<>"']+[^\s<>"'.,;:!?)\]]/g;

export function trackLetter(html: string, text: string, tracking: Tracking): TrackedLetter {
  const links: string[] = [];
  const numberOf = new Map<string, number>();
  const own = new Set(tracking.own);
  const tracked = html.replace(anchor, (whole, before: string, _quoted, double?: string, single?: string) => {
    const url = trackable(decodeEntities(double ?? single ?? ""), own);
    if (!url || links.length >= mostLinks) return whole;
    const target = withUtm(url, tracking.utm);
    links.push(target);
    if (!numberOf.has(url.href)) numberOf.set(url.href, links.length - 1);
    return `${before}"${encodeEntities(tracking.clickUrl(links.length - 1))}"`;
  });
  const trackedText = text.replace(bareUrl, (raw) => {
    const url = trackable(raw, own);
    if (!url) return raw;
    const known = numberOf.get(url.href);
    if (known !== undefined) return tracking.clickUrl(known);
    if (links.length >= mostLinks) return raw;
    links.push(withUtm(url, tracking.utm));
    numberOf.set(url.href, links.length - 1);
    return tracking.clickUrl(links.length - 1);
  });
  return { html: withPixel(tracked, tracking.openUrl), text: trackedText, links };
}

function trackable(raw: string, own: ReadonlySet<string>): URL | undefined {
  const text = raw.trim();
  if (own.has(text) || !/^https?:\/\//i.test(text)) return undefined;
  try {
    const url = new URL(text);
    return url.protocol === "http:" || url.protocol === "https:" ? url : undefined;
  } catch {
    return undefined;
  }
}

/** Adds what the link does not already say. */
export function withUtm(url: URL, utm: Readonly<Record<string, string>>): string {
  const target = new URL(url);
  for (const [name, value] of Object.entries(utm))
    if (value !== "" && !target.searchParams.has(name)) target.searchParams.append(name, value);
  return target.href;
}

function withPixel(html: string, openUrl: string): string {
  const pixel = `<img src="${encodeEntities(openUrl)}" alt="" width="1" height="1" style="display:block;width:1px;height:1px;border:0" />`;
  const end = html.toLowerCase().lastIndexOf("</body>");
  return end < 0 ? html + pixel : html.slice(0, end) + pixel + html.slice(end);
}

const pixelTag = /<img src="[^"]*\/t\/o\/[A-Za-z0-9_-]+"[^>]*width="1"[^>]*>/g;
/** The letter to look at here: whoever reads it in the outbox is not the one it was written to. */
export const withoutPixel = (html: string): string => html.replace(pixelTag, "");

const entities: Record<string, string> = {
  "&amp;": "&",
  "&quot;": '"',
  "&#39;": "'",
  "&#x27;": "'",
  "&lt;": "<",
  "&gt;": ">",
};
const decodeEntities = (text: string): string =>
  text.replace(/&(?:amp|quot|#39|#x27|lt|gt);/gi, (entity) => entities[entity.toLowerCase()] ?? entity);
const encodeEntities = (text: string): string =>
  text.replace(/&/g, "&amp;").replace(/"/g, "&quot;").replace(/</g, "&lt;");

/** "Abandoned cart, spring" → "abandoned-cart-spring", for utm_campaign. */
export const utmName = (name: string): string =>
  name
    .normalize("NFKC")
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, "-")
    .replace(/^-+|-+$/g, "")
    .slice(0, 100);
