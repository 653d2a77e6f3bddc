import { minorDigits } from "@/server/domain/fields/values/money";

/** How many of the smallest coins make one of a currency: 100 kopecks, 1 yen. */
export const minorUnitOf = (currency: string): number => 10 ** minorDigits(currency);
