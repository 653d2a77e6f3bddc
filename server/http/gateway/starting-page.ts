import { problem } from "../rest/problem";

/** While Next starts again: people get a page that tries again by itself, programs get problem+json. */
export function startingPage(accept: string | undefined): Response {
  if (!accept?.includes("text/html"))
    return problem(
      503,
      "The app is starting. Try again in a moment.",
      { code: "unavailable" },
      { "retry-after": "2" },
    );
  return new Response(page, {
    status: 503,
    headers: { "content-type": "text/html; charset=utf-8", "retry-after": "2", "cache-control": "no-store" },
  });
}

const page = `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta http-equiv="refresh" content="2">
<title>Carillon is starting</title>
<style>
  :root { color-scheme: light dark }
  body { display: grid; place-content: center; min-height: 90vh; margin: 0; text-align: center; font: 16px/1.5 system-ui, sans-serif }
  h1 { margin: 0 0 .25rem; font-size: 1.25rem; font-weight: 600 }
  p { margin: 0; opacity: .7 }
</style>
<h1>Carillon is starting</h1>
<p>This page comes back by itself in a moment.</p>
</html>
`;
