/**
 * Where to go after signing in: a path of this site and nothing else, whatever the slashes, backslashes, control
 * characters or schemes. Anything doubtful is the start page.
 */
export function safeReturnPath(raw: string | undefined): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: browsers drop these, which turns "/\t/" into "//"
  const isOdd = /[\u0000-\u001f\\]/.test(raw ?? "");
  if (!raw || raw.length > 2000 || isOdd || !/^\/(?!\/)/.test(raw)) return "/";
  const base = "http://same-origin.invalid";
  let target: URL;
  try {
    target = new URL(raw, base);
  } catch {
    return "/";
  }
  if (target.origin !== base || target.pathname.startsWith("//") || target.pathname.startsWith("/sign-in"))
    return "/";
  return target.pathname + target.search + target.hash;
}
