export interface Minimum {
  at: number[];
  value: number;
  /** False when the limit of steps came before the simplex had shrunk to the tolerance. */
  hasConverged: boolean;
}

interface Vertex {
  at: number[];
  value: number;
}

/**
 * Finds a local minimum without derivatives (J. A. Nelder, R. Mead, "A simplex method for function minimization", The
 * Computer Journal 7, 1965; coefficients 1, 2, ½, ½). Deterministic. A value that is not finite counts as a wall.
 */
export function minimise(
  f: (at: readonly number[]) => number,
  start: readonly number[],
  { tolerance = 1e-8, maxSteps = 2000, size = 0.5 } = {},
): Minimum {
  const judge = (at: number[]): Vertex => {
    const value = f(at);
    return { at, value: Number.isFinite(value) ? value : Number.POSITIVE_INFINITY };
  };
  const simplex = [
    judge([...start]),
    ...start.map((_, axis) => judge(start.map((x, i) => (i === axis ? x + size : x)))),
  ];
  for (let step = 0; step < maxSteps; step++) {
    simplex.sort((a, b) => a.value - b.value);
    const [best, worst] = [simplex[0], simplex[simplex.length - 1]];
    if (!best || !worst) break;
    if (isSmall(simplex, best, tolerance)) return { ...best, hasConverged: true };
    const centre = centreOf(simplex.slice(0, -1));
    const along = (factor: number) => judge(centre.map((c, i) => c + factor * ((worst.at[i] ?? 0) - c)));
    const reflected = along(-1);
    const secondWorst = simplex[simplex.length - 2] ?? worst;
    if (reflected.value < best.value) {
      const expanded = along(-2);
      simplex[simplex.length - 1] = expanded.value < reflected.value ? expanded : reflected;
    } else if (reflected.value < secondWorst.value) simplex[simplex.length - 1] = reflected;
    else {
      const contracted = along(reflected.value < worst.value ? -0.5 : 0.5);
      if (contracted.value < Math.min(reflected.value, worst.value)) simplex[simplex.length - 1] = contracted;
      else
        for (let i = 1; i < simplex.length; i++)
          simplex[i] = judge((simplex[i]?.at ?? []).map((x, axis) => ((best.at[axis] ?? 0) + x) / 2));
    }
  }
  simplex.sort((a, b) => a.value - b.value);
  return { at: simplex[0]?.at ?? [...start], value: simplex[0]?.value ?? Number.NaN, hasConverged: false };
}

const isSmall = (simplex: readonly Vertex[], best: Vertex, tolerance: number): boolean =>
  simplex.every(
    (vertex) =>
      Math.abs(vertex.value - best.value) <= tolerance * (1 + Math.abs(best.value)) &&
      vertex.at.every((x, i) => Math.abs(x - (best.at[i] ?? 0)) <= 1e-6 * (1 + Math.abs(x))),
  );

const centreOf = (vertices: readonly Vertex[]): number[] =>
  (vertices[0]?.at ?? []).map(
    (_, i) => vertices.reduce((sum, vertex) => sum + (vertex.at[i] ?? 0), 0) / vertices.length,
  );
