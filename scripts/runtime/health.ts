import { StartFailure } from "./failure";
import { pause } from "./time";

interface Expectations {
  withinMs: number;
  /** Also wait for a page. `next dev` would compile it first, which can wait until somebody asks for it. */
  withPage: boolean;
  /** Names a process for which there is no hope. */
  isHopeless: () => string | undefined;
}

/** Waits until the public port says that all is well and Next behind it answers. */
export async function untilHealthy(
  port: number,
  { withinMs, withPage, isHopeless }: Expectations,
): Promise<void> {
  const until = Date.now() + withinMs;
  for (let last = "no answer"; ; ) {
    try {
      const response = await fetch(`http://127.0.0.1:${port}/api/health`, {
        signal: AbortSignal.timeout(5_000),
      });
      if (response.ok && (!withPage || (await hasPage(port)))) return;
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

/** Any answer of Next's own will do; the gateway says 503 for it until it is there. */
async function hasPage(port: number): Promise<boolean> {
  const page = await fetch(`http://127.0.0.1:${port}/sign-in`, {
    redirect: "manual",
    signal: AbortSignal.timeout(30_000),
  });
  return page.status !== 503;
}
