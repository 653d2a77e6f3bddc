import { codes, hardCode } from "./codes";

/** What is kept of one address. */
export interface Health {
  code: number;
  codeAt: Date | null;
  codeBy: string | null;
  lastSuccessAt: Date | null;
  unblockedAt: Date | null;
}
/** Something learned about an address: code 0 is an arrival. */
export interface Finding {
  code: number;
  at: Date;
  by: string;
}

export const noHealth: Health = {
  code: 0,
  codeAt: null,
  codeBy: null,
  lastSuccessAt: null,
  unblockedAt: null,
};

/** Seven soft failures within so long put an address out of use. */
export const softLimit = 7;
export const softWindowMs = 30 * 24 * 3_600_000;

/**
 * What an address is worth after these findings. Pure. `softAt`: when its soft failures were, one a message, these
 * included. A hard code stays whatever comes; an arrival clears a soft one but not the count; what happened before a
 * person let the address in again says nothing.
 */
export function healthAfter(before: Health, findings: readonly Finding[], softAt: readonly Date[]): Health {
  const counts = (at: Date) => before.unblockedAt === null || at > before.unblockedAt;
  const arrivals = findings.filter((one) => one.code === 0).map((one) => one.at);
  const lastSuccessAt = latest([...arrivals, ...(before.lastSuccessAt ? [before.lastSuccessAt] : [])]);
  const health = { ...before, lastSuccessAt };
  if (before.code >= hardCode) return health;

  const fresh = findings.filter((one) => counts(one.at));
  const hard = worstOf(fresh.filter((one) => one.code >= hardCode));
  if (hard) return { ...health, code: hard.code, codeAt: hard.at, codeBy: hard.by };
  const exhaustedAt = seventhWithinMonth(softAt.filter(counts));
  if (exhaustedAt) return { ...health, code: codes.attemptsExhausted, codeAt: exhaustedAt, codeBy: "rule" };

  const soft = newestOf(fresh.filter((one) => one.code > 0));
  const known =
    before.code > 0 && before.codeAt
      ? { code: before.code, at: before.codeAt, by: before.codeBy ?? "" }
      : undefined;
  const trouble = newestOf([...(known ? [known] : []), ...(soft ? [soft] : [])]);
  if (!trouble || (lastSuccessAt && lastSuccessAt >= trouble.at))
    return { ...health, code: 0, codeAt: null, codeBy: null };
  // The same trouble again: it lasts since its first time.
  if (known && known.code === trouble.code) return health;
  return { ...health, code: trouble.code, codeAt: trouble.at, codeBy: trouble.by };
}

/** When the seventh of seven within a month came; any order of arrival ends in the same. */
export function seventhWithinMonth(times: readonly Date[]): Date | undefined {
  const sorted = times.map((at) => at.getTime()).sort((a, b) => a - b);
  for (let last = softLimit - 1; last < sorted.length; last++) {
    const [from = 0, to = 0] = [sorted[last - softLimit + 1], sorted[last]];
    if (to - from <= softWindowMs) return new Date(to);
  }
  return undefined;
}

const latest = (times: readonly Date[]): Date | null =>
  times.reduce<Date | null>((last, at) => (last === null || at > last ? at : last), null);
const newestOf = (findings: readonly Finding[]): Finding | undefined =>
  findings.reduce<Finding | undefined>((last, one) => (!last || one.at >= last.at ? one : last), undefined);
const worstOf = (findings: readonly Finding[]): Finding | undefined =>
  findings.reduce<Finding | undefined>(
    (worst, one) =>
      !worst || one.code > worst.code || (one.code === worst.code && one.at < worst.at) ? one : worst,
    undefined,
  );
