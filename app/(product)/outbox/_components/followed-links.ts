/** The links of a letter, each target once, with how often people followed it. Pure. */

export interface FollowedLink {
  /** Number of the first link that leads there. */
  linkNo: number;
  /** The whole address, with campaign parameters. */
  url: string;
  /** The address as a person reads it. */
  shown: string;
  clicks: number;
}
interface Click {
  kind: string;
  isMachine: boolean;
  linkNo: number | null;
}

export function followedLinks(links: readonly string[], events: readonly Click[]): FollowedLink[] {
  const clicks = new Map<number, number>();
  for (const { kind, isMachine, linkNo } of events)
    if (kind === "clicked" && !isMachine && linkNo !== null)
      clicks.set(linkNo, (clicks.get(linkNo) ?? 0) + 1);
  const byTarget = new Map<string, FollowedLink>();
  for (const [linkNo, url] of links.entries()) {
    const known = byTarget.get(url) ?? { linkNo, url, shown: shortUrl(url), clicks: 0 };
    known.clicks += clicks.get(linkNo) ?? 0;
    byTarget.set(url, known);
  }
  return [...byTarget.values()];
}

/** Without the scheme and what was added for counting. */
export function shortUrl(text: string): string {
  try {
    const url = new URL(text);
    for (const name of [...url.searchParams.keys()])
      if (name.startsWith("utm_")) url.searchParams.delete(name);
    const path = url.pathname === "/" ? "" : url.pathname;
    return `${url.host}${path}${url.search}${url.hash}`;
  } catch {
    return text;
  }
}
