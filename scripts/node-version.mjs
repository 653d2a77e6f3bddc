const least = [20, 9];

/** One line that says why this Node cannot run the product, or undefined. */
export function nodeProblem(version = process.versions.node) {
  const [major = 0, minor = 0] = version.split(".").map(Number);
  if (major > least[0] || (major === least[0] && minor >= least[1])) return undefined;
  return `Carillon needs Node ${least.join(".")} or newer; this is Node ${version}. Install a newer one from https://nodejs.org.`;
}
