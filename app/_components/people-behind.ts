/** Lists of exactly the people behind a figure of data quality. */
export const peopleWithProblem = (problem: string): string =>
  `/customers?problem=${encodeURIComponent(problem)}`;
export const peopleOfFact = (fact: string, value: string): string =>
  `/customers?fact=${encodeURIComponent(`${fact}:${value}`)}`;
