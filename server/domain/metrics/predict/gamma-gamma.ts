import type { Fit } from "./bg-nbd";
import { minimise } from "./minimise";
import { lnGamma } from "./special-functions";

/**
 * How much a purchase of hers is worth: the gamma-gamma model (P. S. Fader, B. G. S. Hardie, "The gamma-gamma model
 * of monetary value", 2013). Purchases of one customer vary around her own mean, ~ Gamma(p, ν), and ν varies between
 * customers, ~ Gamma(q, γ). Assumes that how much and how often do not depend on each other.
 */
export interface GammaGamma {
  p: number;
  q: number;
  gamma: number;
}

/** What somebody spent. */
export interface Spending {
  /** Purchases that the mean is of, at least 1. */
  purchases: number;
  /** Mean value of a purchase, above 0, in any one currency unit. */
  mean: number;
  /** Customers with this very spending; 1 unless told. */
  weight?: number;
}

/** Most likely parameters. Needs at least one spending. */
export function fitGammaGamma(spendings: readonly Spending[]): Fit<GammaGamma> {
  const total = spendings.reduce((sum, one) => sum + (one.weight ?? 1), 0);
  const mean = spendings.reduce((sum, one) => sum + one.mean * (one.weight ?? 1), 0) / total;
  const start = { p: 5, q: 4, gamma: mean / 2 };
  const found = minimise(
    (logs) => -logLikelihood(spendings, parametersOf(logs)) / total,
    [start.p, start.q, start.gamma].map(Math.log),
  );
  return {
    parameters: parametersOf(found.at),
    logLikelihood: -found.value * total,
    hasConverged: found.hasConverged,
  };
}

const parametersOf = (logs: readonly number[]): GammaGamma => {
  const [p = 0, q = 0, gamma = 0] = logs.map(Math.exp);
  return { p, q, gamma };
};

/** Equation (1a) of the note, summed. */
function logLikelihood(spendings: readonly Spending[], { p, q, gamma }: GammaGamma): number {
  const constant = q * Math.log(gamma) - lnGamma(q);
  let sum = 0;
  for (const { purchases: x, mean, weight = 1 } of spendings)
    sum +=
      weight *
      (constant +
        lnGamma(p * x + q) -
        lnGamma(p * x) +
        (p * x - 1) * Math.log(mean) +
        p * x * Math.log(x) -
        (p * x + q) * Math.log(gamma + x * mean));
  return sum;
}

/** Mean value to expect of her purchases: hers, drawn towards everybody's the fewer there are. */
export function expectedPurchaseValue({ p, q, gamma }: GammaGamma, spending?: Spending): number {
  if (!spending || spending.purchases < 1) return q > 1 ? (p * gamma) / (q - 1) : Number.NaN;
  const { purchases: x, mean } = spending;
  return (p * (gamma + x * mean)) / (p * x + q - 1);
}
