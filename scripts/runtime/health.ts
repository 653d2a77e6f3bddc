import { connect } from "node:net";
import { pause, StartFailure } from "./failure";

/** Waits until something accepts connections on this loopback port. */
export async function untilListening(port: number, withinMs: number, what: string): Promise<void> {
  const until = Date.now() + withinMs;
  while (!(await accepts(port))) {
    if (Date.now() > until)
      throw new StartFailure(`${what} did not start within ${withinMs / 1000} s; the lines above say why.`);
    await pause(100);
  }
}

function accepts(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, "127.0.0.1");
    socket.once("connect", () => {
      socket.destroy();
      resolve(true);
    });
    socket.once("error", () => resolve(false));
  });
}

/** Waits until the public port says that everything behind it is well. */
export async function untilHealthy(port: number, withinMs: number): Promise<void> {
  const until = Date.now() + withinMs;
  for (let last = "no answer"; ; ) {
    try {
      const response = await fetch(`http://127.0.0.1:${port}/api/health`, {
        signal: AbortSignal.timeout(5_000),
      });
      if (response.ok) return;
      last = await response.text();
    } catch {
      // Not listening yet.
    }
    if (Date.now() > until)
      throw new StartFailure(`Carillon did not become healthy within ${withinMs / 1000} s (${last}).`);
    await pause(100);
  }
}
