import type { DemoCustomer, DemoLine, DemoPurchase, DemoVisit } from "./history";
import { purchaseNumber } from "./purchase-number";
import type { Random } from "./random";

/** One cart left behind while the demo campaign was running, and what its letters led to. */
export interface DemoEpisode {
  lines: DemoLine[];
  startedAt: Date;
  lastActionAt: Date;
  enteredAt: Date;
  letters: DemoLetter[];
  /** The purchase a letter brought about. */
  orderedAt: Date | null;
  /** On the way at the moment of drawing: until then she waits for the second letter. */
  waitsUntil: Date | null;
}
export interface DemoLetter {
  node: "reminder" | "last-call";
  sentAt: Date;
  openedAt: Date | null;
  clickedAt: Date | null;
}

export const campaignDays = 35;
export const campaignTiming = { idleSeconds: 3600, firstWaitSeconds: 600, secondWaitSeconds: 86_400 };
const minute = 60_000;
const day = 86_400_000;

/**
 * What became of each cart the customer left in the campaign's time. Adds the purchases that letters brought about.
 * Rates are those of a good shop: 46% open, four of ten of them click, and of these four of ten buy.
 */
export function drawEpisodes(
  random: Random,
  customer: DemoCustomer,
  now: Date,
  visitOf: (purchase: DemoPurchase) => DemoVisit,
): DemoEpisode[] {
  const episodes: DemoEpisode[] = [];
  const isReachable = customer.person.email !== null && !customer.unsubscribed && customer.emailCode < 30;
  const visits = [...customer.visits].sort((a, b) => a.startedAt.getTime() - b.startedAt.getTime());
  for (const [i, visit] of visits.entries()) {
    const adds = visit.events.filter((event) => event.name === "Product Added");
    const first = adds[0];
    const last = adds.at(-1);
    const next = visits[i + 1];
    if (!first || !last || visit.leftInCart.length === 0) continue;
    const enteredAt = new Date(last.at.getTime() + campaignTiming.idleSeconds * 1000);
    const isInTime =
      last.at.getTime() > now.getTime() - campaignDays * day &&
      enteredAt.getTime() + campaignTiming.firstWaitSeconds * 1000 < now.getTime() - minute;
    const isDisturbed = next !== undefined && next.startedAt.getTime() < enteredAt.getTime() + 26 * 3_600_000;
    const before = episodes.at(-1);
    if (!isInTime || isDisturbed || (before && before.enteredAt.getTime() > enteredAt.getTime() - 2 * day))
      continue;
    episodes.push(
      drawEpisode(
        random,
        { lines: visit.leftInCart, startedAt: first.at, lastActionAt: last.at, enteredAt },
        isReachable,
        now,
      ),
    );
  }
  for (const { orderedAt, lines } of episodes) {
    if (!orderedAt) continue;
    const purchase: DemoPurchase = {
      kind: "order",
      number: purchaseNumber(customer, null),
      at: orderedAt,
      store: null,
      lines,
      totalMinor: lines.reduce((sum, line) => sum + line.priceMinor * line.quantity, 0),
      status: "confirmed",
    };
    customer.purchases.push(purchase);
    customer.visits.push(visitOf(purchase));
  }
  return episodes;
}

type Start = Pick<DemoEpisode, "lines" | "startedAt" | "lastActionAt" | "enteredAt">;

function drawEpisode(random: Random, start: Start, isReachable: boolean, now: Date): DemoEpisode {
  const remindedAt = new Date(start.enteredAt.getTime() + campaignTiming.firstWaitSeconds * 1000);
  const secondAt = new Date(remindedAt.getTime() + campaignTiming.secondWaitSeconds * 1000);
  const reminder = drawLetter(random, "reminder", remindedAt, isReachable ? 0.46 : 0, now);
  const orderedAt = drawOrder(random, reminder, 0.42, now);
  if (secondAt > now) return { ...start, letters: [reminder], orderedAt, waitsUntil: secondAt };
  if (orderedAt && orderedAt < secondAt)
    return { ...start, letters: [reminder], orderedAt, waitsUntil: null };
  const lastCall = drawLetter(random, "last-call", secondAt, isReachable ? 0.38 : 0, now);
  return {
    ...start,
    letters: [reminder, lastCall],
    orderedAt: orderedAt ?? drawOrder(random, lastCall, 0.3, now),
    waitsUntil: null,
  };
}

function drawLetter(
  random: Random,
  node: DemoLetter["node"],
  sentAt: Date,
  openRate: number,
  now: Date,
): DemoLetter {
  const openedAt = random.chance(openRate)
    ? new Date(sentAt.getTime() + random.lognormal(95, 1.1) * minute)
    : null;
  const clickedAt =
    openedAt && random.chance(0.4) ? new Date(openedAt.getTime() + random.int(10, 140) * 1000) : null;
  // What would lie in the future has not happened yet.
  return {
    node,
    sentAt,
    openedAt: openedAt && openedAt < now ? openedAt : null,
    clickedAt: clickedAt && clickedAt < now ? clickedAt : null,
  };
}

function drawOrder(random: Random, letter: DemoLetter, rate: number, now: Date): Date | null {
  if (!letter.clickedAt || !random.chance(rate)) return null;
  const at = new Date(letter.clickedAt.getTime() + random.int(3, 45) * minute);
  return at < now ? at : null;
}
