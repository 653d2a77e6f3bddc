/** A visit ends after this long without an event. */
export const idleMs = 30 * 60_000;

/** A run of events of one subject on one device, with gaps of at most `idleMs`. */
export interface Visit {
  startedAt: Date;
  lastEventAt: Date;
  /** Of the first event, as are the next two, the campaign and the device. */
  sourceId: number;
  landingUrl: string | null;
  referrer: string | null;
  events: number;
  pages: number;
  campaign: Record<string, unknown> | null;
  device: string | null;
}

/** One event is the smallest visit. */
export const visitOfEvent = (event: {
  at: Date;
  sourceId: number;
  isPage: boolean;
  url: string | null;
  referrer: string | null;
  campaign?: Record<string, unknown> | null;
  device?: string | null;
}): Visit => ({
  startedAt: event.at,
  lastEventAt: event.at,
  sourceId: event.sourceId,
  landingUrl: event.url,
  referrer: event.referrer,
  events: 1,
  pages: event.isPage ? 1 : 0,
  campaign: event.campaign ?? null,
  device: event.device ?? null,
});

/**
 * Joins what belongs together. Visits joined in any order and any grouping give the same: late events close a gap
 * between two visits as if they had come in time.
 */
export function mergeVisits(visits: readonly Visit[]): Visit[] {
  const sorted = [...visits].sort((a, b) => a.startedAt.getTime() - b.startedAt.getTime());
  const merged: Visit[] = [];
  for (const visit of sorted) {
    const last = merged.at(-1);
    if (last && visit.startedAt.getTime() - last.lastEventAt.getTime() <= idleMs)
      merged[merged.length - 1] = join(last, visit);
    else merged.push(visit);
  }
  return merged;
}

function join(first: Visit, second: Visit): Visit {
  const isTie = first.startedAt.getTime() === second.startedAt.getTime();
  return {
    startedAt: first.startedAt,
    lastEventAt: second.lastEventAt > first.lastEventAt ? second.lastEventAt : first.lastEventAt,
    // Events of the very same moment have no first: the smaller value stands, whoever came first.
    sourceId: isTie ? Math.min(first.sourceId, second.sourceId) : first.sourceId,
    landingUrl: isTie ? smaller(first.landingUrl, second.landingUrl) : first.landingUrl,
    referrer: isTie ? smaller(first.referrer, second.referrer) : first.referrer,
    events: first.events + second.events,
    pages: first.pages + second.pages,
    campaign: isTie ? smallerOf(first.campaign, second.campaign) : first.campaign,
    device: isTie ? smaller(first.device, second.device) : first.device,
  };
}

const smaller = (a: string | null, b: string | null): string | null => {
  if (a === null || b === null) return a ?? b;
  return a < b ? a : b;
};

/** Keys in one order: the database keeps them in another than the sender wrote. */
const textOf = (value: Record<string, unknown>): string =>
  JSON.stringify(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
function smallerOf<T extends Record<string, unknown>>(a: T | null, b: T | null): T | null {
  if (a === null || b === null) return a ?? b;
  return textOf(a) <= textOf(b) ? a : b;
}
