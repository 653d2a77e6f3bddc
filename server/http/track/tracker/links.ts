/** Who comes from elsewhere: by the link of a letter (`cl`), or from another of the retailer's sites (`_crl`). */
const letter = "cl";
const site = "_crl";
/** A link decorated at the click is followed at once; an older one was copied. */
const freshMs = 120_000;

export interface Arrival {
  /** Token of a letter's link: the server knows what it says. */
  link?: string;
  /** The visitor's id on the site she came from. */
  visitor?: string;
}

const hostOf = (url: string): string => {
  try {
    return new URL(url).hostname;
  } catch {
    return "";
  }
};
const isOneOf = (host: string, domains: readonly string[]): boolean =>
  domains.some((domain) => host === domain || host.endsWith(`.${domain}`));

/** Takes both out of the address, so that nobody copies, bookmarks or counts them. */
export function readArrival(domains: readonly string[]): Arrival {
  const url = new URL(location.href);
  const link = url.searchParams.get(letter) || undefined;
  const [id, time] = (url.searchParams.get(site) || "").split("*");
  if (!link && !id) return {};
  url.searchParams.delete(letter);
  url.searchParams.delete(site);
  history.replaceState(history.state, "", url.href);
  // Only from our own sites: anybody can write such a link.
  const isOurs =
    isOneOf(hostOf(document.referrer), domains) && Date.now() - Number.parseInt(time || "0", 36) < freshMs;
  return { link, visitor: isOurs ? id : undefined };
}

/** Links to the other sites take the visitor's id along at the moment of the click. */
export function decorateLinks(domains: readonly string[], visitorId: () => string | undefined): void {
  const decorate = (event: Event) => {
    const link = (event.target as Element | null)?.closest?.("a[href]") as HTMLAnchorElement | null;
    if (!link || link.host === location.host || !isOneOf(link.hostname, domains)) return;
    const id = visitorId();
    if (!id) return;
    const url = new URL(link.href);
    url.searchParams.set(site, `${id}*${Date.now().toString(36)}`);
    link.href = url.href;
  };
  for (const kind of ["mousedown", "keydown", "touchstart"]) addEventListener(kind, decorate, true);
}
