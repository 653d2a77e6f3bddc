import { type DemoProduct, demoCategories, demoProducts } from "./catalogue";
import { type DemoEpisode, drawEpisodes } from "./episodes";
import { type DemoPerson, type DemoStore, demoCities, demoStores, drawPerson } from "./people";
import { purchaseNumber } from "./purchase-number";
import { type Random, seededRandom } from "./random";

/** What a retailer of eighteen months looks like: pure, from a seed and today's date. */
export const demoSeed = 20_260_801;
export const demoMonths = 18;
const day = 86_400_000;
const minute = 60_000;

export interface DemoLine {
  product: DemoProduct;
  quantity: number;
  /** Minor units. */
  priceMinor: number;
}
export interface DemoPurchase {
  kind: "receipt" | "order";
  /** Unique among the purchases of its kind: the customer's index and which of her purchases it is. */
  number: string;
  at: Date;
  store: DemoStore | null;
  lines: DemoLine[];
  totalMinor: number;
  status: string;
}
export interface DemoEvent {
  at: Date;
  type: "page" | "track";
  name: string;
  properties: Record<string, unknown>;
  path: string;
}
export interface DemoVisit {
  startedAt: Date;
  lastEventAt: Date;
  events: DemoEvent[];
  referrer: string | null;
  /** Goods left in the cart at the end, when no order followed. */
  leftInCart: DemoLine[];
}
export interface DemoCustomer {
  index: number;
  person: DemoPerson;
  registeredAt: Date;
  habit: Habit;
  isOnline: boolean;
  homeStore: DemoStore;
  unsubscribed: boolean;
  emailCode: number;
  purchases: DemoPurchase[];
  visits: DemoVisit[];
  /** Carts left behind in the time of the demo campaign. */
  episodes: DemoEpisode[];
}

type Habit = "weekly" | "fortnightly" | "occasional" | "once" | "lapsed";
interface HabitShape {
  weight: number;
  gapDays: number;
  lines: number;
  /** Mean days until the habit ends for good; Infinity = stays. */
  lifeDays: number;
}
const habits: Record<Habit, HabitShape> = {
  weekly: { weight: 10, gapDays: 6.5, lines: 6, lifeDays: 1500 },
  fortnightly: { weight: 22, gapDays: 15, lines: 5, lifeDays: 900 },
  occasional: { weight: 30, gapDays: 48, lines: 4, lifeDays: 900 },
  once: { weight: 20, gapDays: Number.POSITIVE_INFINITY, lines: 3, lifeDays: 1 },
  lapsed: { weight: 18, gapDays: 16, lines: 4, lifeDays: 120 },
};
/** Shop traffic by month: December is the peak, January and July are quiet. */
const season = [0.82, 0.9, 1.02, 1.0, 0.98, 0.9, 0.84, 0.88, 1.0, 1.04, 1.12, 1.45];
/** And by weekday, Sunday first. */
const weekday = [1.25, 0.8, 0.82, 0.86, 0.95, 1.2, 1.4];

const productsByShelf = new Map<string, DemoProduct[]>();
for (const product of demoProducts)
  productsByShelf.set(product.category, [...(productsByShelf.get(product.category) ?? []), product]);
const foodAisles = new Set(["dairy", "bakery", "fresh", "meat", "pantry", "drinks"]);
const shelves = demoCategories.filter((category) => category.parent !== null);

/** The whole retailer. Five thousand customers take about a second. */
export function drawHistory(now: Date, customers = 5000): DemoCustomer[] {
  const random = seededRandom(demoSeed);
  const start = new Date(now.getTime() - demoMonths * 30.44 * day);
  const drawn: DemoCustomer[] = [];
  for (let index = 1; index <= customers; index++) drawn.push(drawCustomer(random, index, start, now));
  return drawn;
}

function drawCustomer(random: Random, index: number, start: Date, now: Date): DemoCustomer {
  const person = drawPerson(random, index, demoCities, now.getUTCFullYear());
  const habit = random.weighted(
    Object.entries(habits).map(([name, shape]) => [name as Habit, shape.weight] as const),
  );
  const span = now.getTime() - start.getTime();
  // A third were customers before the history begins; the rest joined along the way, a little more each month.
  const registeredAt =
    random.chance(0.34) && habit !== "once"
      ? new Date(start.getTime() - random.next() * 500 * day)
      : new Date(start.getTime() + Math.sqrt(random.next()) * span);
  const isOnline = random.chance(0.42) && person.email !== null;
  const stores = demoStores.filter((store) => store.city === person.city.name);
  const homeStore = random.weighted(stores.map((store) => [store, store.weight] as const));
  const taste = drawTaste(random);
  const customer: DemoCustomer = {
    index,
    person,
    registeredAt,
    habit,
    isOnline,
    homeStore,
    unsubscribed: random.chance(0.07),
    emailCode: person.email && random.chance(0.02) ? 32 : 0,
    purchases: [],
    visits: [],
    episodes: [],
  };
  for (const at of purchaseMoments(random, habit, registeredAt, start, now)) {
    const online = isOnline && random.chance(0.4);
    const lines = drawBasket(random, taste, habits[habit].lines, online);
    const store = online ? null : random.chance(0.86) ? homeStore : random.pick(demoStores);
    const purchase: DemoPurchase = {
      kind: online ? "order" : "receipt",
      number: purchaseNumber(customer, store),
      at,
      store,
      lines,
      totalMinor: lines.reduce((sum, line) => sum + Math.round(line.priceMinor * line.quantity), 0),
      status: online
        ? random.chance(0.04)
          ? "cancelled"
          : now.getTime() - at.getTime() < 2 * day
            ? "confirmed"
            : "completed"
        : random.chance(0.012)
          ? "returned"
          : "completed",
    };
    customer.purchases.push(purchase);
    if (online && now.getTime() - at.getTime() < 400 * day)
      customer.visits.push(visitOfOrder(random, purchase));
  }
  if (isOnline) browse(random, customer, taste, start, now);
  customer.episodes = drawEpisodes(random, customer, now, (purchase) => visitOfOrder(random, purchase));
  customer.visits.sort((a, b) => a.startedAt.getTime() - b.startedAt.getTime());
  customer.visits = apart(customer.visits);
  return customer;
}

/** No two visits of a customer begin at once: one that would begins a millisecond later. */
function apart(visits: readonly DemoVisit[]): DemoVisit[] {
  let last = Number.NEGATIVE_INFINITY;
  return visits.map((visit) => {
    const at = Math.max(visit.startedAt.getTime(), last + 1);
    last = at;
    if (at === visit.startedAt.getTime()) return visit;
    const startedAt = new Date(at);
    return {
      ...visit,
      startedAt,
      events: visit.events.map((e, n) => (n === 0 ? { ...e, at: startedAt } : e)),
    };
  });
}

function* purchaseMoments(
  random: Random,
  habit: Habit,
  registeredAt: Date,
  start: Date,
  now: Date,
): Generator<Date> {
  const { gapDays, lifeDays } = habits[habit];
  let at = Math.max(registeredAt.getTime(), start.getTime()) + random.exponential(2) * day;
  if (habit === "once") {
    const moment = atOpeningHour(random, at);
    if (moment < now) yield moment;
    return;
  }
  const own = gapDays * Math.exp(0.35 * random.normal());
  const end = at + random.exponential(lifeDays) * day;
  while (at < now.getTime() && at < end) {
    const moment = atOpeningHour(random, at);
    const pull = (season[moment.getUTCMonth()] ?? 1) * (weekday[moment.getUTCDay()] ?? 1);
    if (moment < now && random.chance(Math.min(1, pull / 1.6))) yield moment;
    // Thinned by season and weekday above, so the raw gap is shorter by the mean of what thinning leaves.
    at += Math.max(0.4, random.exponential(own * 0.62)) * day;
  }
}

/** Shops are open from 8 to 22 by their own clock; most come after work. */
function atOpeningHour(random: Random, at: number): Date {
  const dayStart = Math.floor(at / day) * day;
  const hour = Math.min(21.9, Math.max(8, 17 + 3.4 * random.normal()));
  return new Date(dayStart + Math.round((hour - 3) * 60) * minute + random.int(0, 59) * 1000);
}

/** How much she likes each shelf: a few favourites, food over home. */
function drawTaste(random: Random): (readonly [string, number])[] {
  return shelves.map((shelf) => {
    const base = foodAisles.has(shelf.parent ?? "") ? 1 : shelf.parent === "care" ? 0.3 : 0.12;
    return [shelf.code, base * random.lognormal(1, 0.9)] as const;
  });
}

function drawBasket(
  random: Random,
  taste: readonly (readonly [string, number])[],
  meanLines: number,
  online: boolean,
): DemoLine[] {
  const wanted = Math.min(18, 1 + Math.floor(random.exponential(meanLines * (online ? 0.8 : 1))));
  const lines = new Map<string, DemoLine>();
  for (let i = 0; i < wanted; i++) {
    const shelf = productsByShelf.get(random.weighted(taste)) ?? [];
    // Squared: the first goods of a shelf sell several times better than its last.
    const product = shelf[Math.floor(random.next() ** 2 * shelf.length)];
    if (!product) continue;
    const line = lines.get(product.code);
    if (line) line.quantity += 1;
    else
      lines.set(product.code, {
        product,
        quantity: random.chance(0.8) ? 1 : random.int(2, 3),
        priceMinor: product.price * 100,
      });
  }
  return [...lines.values()];
}

const goods = ({ product, quantity, priceMinor }: DemoLine) => ({
  product_id: product.code,
  name: product.name,
  category: product.category,
  brand: product.brand,
  price: priceMinor / 100,
  quantity,
  currency: "RUB",
});
const viewed = (line: DemoLine, at: Date): DemoEvent => ({
  at,
  type: "track",
  name: "Product Viewed",
  properties: goods({ ...line, quantity: 1 }),
  path: `/demo/shop/product/${line.product.code}`,
});
const added = (line: DemoLine, at: Date): DemoEvent => ({
  at,
  type: "track",
  name: "Product Added",
  properties: goods(line),
  path: `/demo/shop/product/${line.product.code}`,
});
const removed = (line: DemoLine, at: Date): DemoEvent => ({
  at,
  type: "track",
  name: "Product Removed",
  properties: goods(line),
  path: "/demo/shop/cart",
});
const page = (name: string, path: string, at: Date): DemoEvent => ({
  at,
  type: "page",
  name,
  properties: {},
  path,
});
const referrers = [null, null, "https://www.google.com/", "https://ya.ru/", null, "https://vk.com/"];

function visitOfOrder(random: Random, purchase: DemoPurchase): DemoVisit {
  const events: DemoEvent[] = [];
  let at = purchase.at.getTime() - random.int(6, 20) * minute;
  const step = () => {
    at += random.int(15, 70) * 1000;
    return new Date(at);
  };
  events.push(page("Home", "/demo/shop", step()));
  for (const line of purchase.lines.slice(0, 6)) events.push(viewed(line, step()), added(line, step()));
  events.push({
    at: purchase.at,
    type: "track",
    name: "Order Completed",
    properties: {
      order_id: purchase.number,
      total: purchase.totalMinor / 100,
      currency: "RUB",
      products: purchase.lines.map(goods),
    },
    path: "/demo/shop/checkout",
  });
  const sorted = events
    .map((event) =>
      event.at > purchase.at ? { ...event, at: new Date(purchase.at.getTime() - 1000) } : event,
    )
    .sort((a, b) => a.at.getTime() - b.at.getTime());
  return {
    startedAt: sorted[0]?.at ?? purchase.at,
    lastEventAt: purchase.at,
    events: sorted,
    referrer: random.pick(referrers),
    leftInCart: [],
  };
}

/** Visits without a purchase: some end with goods left in the cart. Detail is kept for the last four months. */
function browse(
  random: Random,
  customer: DemoCustomer,
  taste: readonly (readonly [string, number])[],
  start: Date,
  now: Date,
): void {
  const from = Math.max(customer.registeredAt.getTime(), start.getTime(), now.getTime() - 120 * day);
  const lastPurchase = customer.purchases.at(-1)?.at.getTime() ?? 0;
  const fades = customer.habit === "lapsed" || customer.habit === "once" ? 4 : 1;
  let at = from + random.exponential(14 * fades) * day;
  let kept: DemoLine[] = [];
  while (at < now.getTime() - 5 * minute) {
    const startedAt = new Date(at);
    const events: DemoEvent[] = [page("Home", "/demo/shop", startedAt)];
    let clock = at;
    const step = () => {
      clock += random.int(12, 80) * 1000;
      return new Date(clock);
    };
    // She begins by clearing what she left the last time: the cart then holds what this visit puts in.
    for (const line of kept) events.push(removed(line, step()));
    const seen = drawBasket(random, taste, 5, true);
    const left: DemoLine[] = [];
    for (const line of seen) {
      events.push(viewed(line, step()));
      if (random.chance(0.34)) {
        events.push(added(line, step()));
        left.push(line);
      }
    }
    if (clock >= now.getTime()) break;
    const lastEventAt = new Date(clock);
    // What was bought later is not left: the cart of an earlier visit went with the order.
    customer.visits.push({
      startedAt,
      lastEventAt,
      events,
      referrer: random.pick(referrers),
      leftInCart: clock > lastPurchase ? left : [],
    });
    kept = left;
    at += Math.max(0.05, random.exponential(13 * fades)) * day;
  }
}
