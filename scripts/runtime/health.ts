import { pause, StartFailure } from "./failure";

/** Waits until the public port says that all is well and Next behind it answers. */
export async function untilHealthy(
  port: number,
  withinMs: number,
  isHopeless: () => string | undefined,
): Promise<void> {
  const until = Date.now() + withinMs;
  for (let last = "no answer"; ; ) {
    try {
      const response = await fetch(`http://127.0.0.1:${port}/api/health`, {
        signal: AbortSignal.timeout(5_000),
      });
      // Any answer of Next's own will do; the gateway says 503 for it until it is there.
      const page = await fetch(`http://127.0.0.1:${port}/sign-in`, {
        redirect: "manual",
        signal: AbortSignal.timeout(60_000),
      });
      if (response.ok && page.status !== 503) return;
      last = response.ok ? "the app does not answer" : await response.text();
    } catch {
      // Not listening yet.
    }
    const hopeless = isHopeless();
    if (hopeless) throw new StartFailure(`${hopeless} keeps ending; the lines above say why.`);
    if (Date.now() > until)
      throw new StartFailure(`Carillon did not become healthy within ${withinMs / 1000} s (${last}).`);
    await pause(100);
  }
}
