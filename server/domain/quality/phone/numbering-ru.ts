/**
 * Whole DEF codes of Russia that belong to one operator, where Google's table is silent (it lists 57 % of the ranges).
 * Codes shared among several operators are left out: no name is better than a wrong one.
 */
const wholeCodes: Record<string, readonly string[]> = {
  MTS: [
    "910",
    "911",
    "912",
    "913",
    "914",
    "915",
    "916",
    "917",
    "918",
    "919",
    "978",
    "980",
    "981",
    "982",
    "983",
    "984",
    "985",
    "986",
    "987",
    "988",
    "989",
  ],
  MegaFon: [
    "920",
    "921",
    "922",
    "923",
    "924",
    "925",
    "926",
    "927",
    "928",
    "929",
    "930",
    "931",
    "932",
    "933",
    "934",
    "936",
    "937",
    "938",
    "939",
  ],
  Beeline: ["903", "905", "906", "909", "960", "961", "962", "963", "964", "965", "966", "967", "968", "969"],
  Tele2: ["951", "952", "953", "977"],
};

const operatorOfCode = new Map(
  Object.entries(wholeCodes).flatMap(([operator, codes]) => codes.map((code) => [code, operator] as const)),
);

/** `national`: the ten digits after +7. */
export const russianOperator = (national: string): string | undefined =>
  operatorOfCode.get(national.slice(0, 3));
