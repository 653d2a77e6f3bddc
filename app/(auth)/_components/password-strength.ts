/** 1 (weak) to 4 (strong), for the meter only: what is refused is decided by the account's rules. */
export function passwordStrength(password: string): 1 | 2 | 3 | 4 {
  const distinct = new Set(password).size;
  const kinds = [/\p{Ll}/u, /\p{Lu}/u, /\d/, /[^\p{L}\d]/u].filter((kind) => kind.test(password)).length;
  // Repeats and runs ("aaaa", "1234") add little to what must be guessed.
  let runs = 0;
  for (let index = 2; index < password.length; index += 1) {
    const [a, b, c] = [
      password.charCodeAt(index - 2),
      password.charCodeAt(index - 1),
      password.charCodeAt(index),
    ];
    if ((a === b && b === c) || (b - a === c - b && Math.abs(c - b) === 1)) runs += 1;
  }
  const bits = (Math.min(password.length - runs, distinct * 2.5) * (2.6 + kinds * 0.6)) | 0;
  if (bits < 40) return 1;
  if (bits < 55) return 2;
  return bits < 75 ? 3 : 4;
}
