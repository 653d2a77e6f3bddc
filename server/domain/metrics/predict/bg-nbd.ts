import { minimise } from "./minimise";
import { hypergeometric, lnBeta, lnGamma } from "./special-functions";

/**
 * How often a customer will come again: the BG/NBD model (P. S. Fader, B. G. S. Hardie, K. L. Lee, "Counting your
 * customers the easy way: an alternative to the Pareto/NBD model", Marketing Science 24, 2005). While active she buys
 * at random at her own rate λ ~ Gamma(r, α); after each purchase she leaves for good with her own probability
 * p ~ Beta(a, b). One unit of time throughout (we use weeks).
 */
export interface BgNbd {
  r: number;
  alpha: number;
  a: number;
  b: number;
}

/** A customer's past, and how many share it. */
export interface PurchaseHistory {
  /** Days with a purchase after the first one. */
  repeats: number;
  /** From the first purchase to the last; 0 without repeats. */
  lastAt: number;
  /** From the first purchase to the end of what is known. */
  age: number;
  /** Customers with this very history; 1 unless told. */
  weight?: number;
}

export interface Fit<Parameters> {
  parameters: Parameters;
  /** ln of the likelihood of all histories at these parameters. */
  logLikelihood: number;
  hasConverged: boolean;
}

const paper = { r: 0.25, alpha: 4, a: 0.8, b: 2.5 };

/** Most likely parameters. Works on the logarithms, so that none can become negative. Needs at least one history. */
export function fitBgNbd(histories: readonly PurchaseHistory[], start: BgNbd = paper): Fit<BgNbd> {
  const total = histories.reduce((sum, one) => sum + (one.weight ?? 1), 0);
  const at = [start.r, start.alpha, start.a, start.b].map(Math.log);
  const found = minimise((logs) => -logLikelihood(histories, parametersOf(logs)) / total, at);
  return {
    parameters: parametersOf(found.at),
    logLikelihood: -found.value * total,
    hasConverged: found.hasConverged,
  };
}

const parametersOf = (logs: readonly number[]): BgNbd => {
  const [r = 0, alpha = 0, a = 0, b = 0] = logs.map(Math.exp);
  return { r, alpha, a, b };
};

/** Equation (6) of the paper, summed over the histories. */
function logLikelihood(histories: readonly PurchaseHistory[], { r, alpha, a, b }: BgNbd): number {
  const constant = r * Math.log(alpha) - lnGamma(r) - lnBeta(a, b);
  let sum = 0;
  for (const { repeats: x, lastAt, age, weight = 1 } of histories) {
    const active = lnBeta(a, b + x) - (r + x) * Math.log(alpha + age);
    const left =
      x > 0 ? lnBeta(a + 1, b + x - 1) - (r + x) * Math.log(alpha + lastAt) : Number.NEGATIVE_INFINITY;
    const larger = Math.max(active, left);
    const either = larger + Math.log(Math.exp(active - larger) + Math.exp(left - larger));
    sum += weight * (constant + lnGamma(r + x) + either);
  }
  return sum;
}

/** Weight of "left after the last purchase" against "still active". */
const oddsOfHavingLeft = ({ r, alpha, a, b }: BgNbd, { repeats: x, lastAt, age }: PurchaseHistory): number =>
  x > 0 ? (a / (b + x - 1)) * ((alpha + age) / (alpha + lastAt)) ** (r + x) : 0;

/** Probability that she is still a customer, 0 to 1. Without a repeat purchase the model always says 1. */
export const probabilityActive = (model: BgNbd, history: PurchaseHistory): number =>
  1 / (1 + oddsOfHavingLeft(model, history));

/**
 * Purchases to expect in the coming `time` from one with this history: equation (10) of the paper, its ₂F₁ taken
 * through Euler's transformation, which leaves no large powers to cancel.
 */
export function expectedPurchases(model: BgNbd, history: PurchaseHistory, time: number): number {
  if (time <= 0) return 0;
  const { r, alpha, a, b } = model;
  const { repeats: x, age } = history;
  const c = a + b + x - 1;
  // The formula divides by a - 1 and by c; at those points the limit is taken from beside them.
  if (Math.abs(a - 1) < 1e-5 || Math.abs(c) < 1e-5)
    return expectedPurchases({ ...model, a: a + 3e-5 }, history, time);
  const z = time / (alpha + age + time);
  const stillThere = (1 - z) ** (a - 1) * hypergeometric(a + b - 1 - r, a - 1, c, z);
  const whileActive = (c / (a - 1)) * (1 - stillThere);
  return Math.max(0, whileActive / (1 + oddsOfHavingLeft(model, history)));
}

/** Probability of at least one purchase in the coming `time`: of still being active, and buying within it. */
export function probabilityOfPurchase(model: BgNbd, history: PurchaseHistory, time: number): number {
  const { r, alpha } = model;
  const { repeats: x, age } = history;
  if (time <= 0) return 0;
  return probabilityActive(model, history) * (1 - ((alpha + age) / (alpha + age + time)) ** (r + x));
}
