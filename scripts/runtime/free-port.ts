import { createServer } from "node:net";
import { StartFailure } from "./failure";

/** A loopback port that is free now; `preferred` if it is. */
export async function freePort(preferred = 0): Promise<number> {
  try {
    return await listenOnce(preferred, "127.0.0.1");
  } catch {
    return await listenOnce(0, "127.0.0.1");
  }
}

/** The public port must be free before anything is started. */
export async function checkPublicPort(port: number): Promise<number> {
  if (await isBlockedByBrowsers(port))
    throw new StartFailure(`Browsers refuse to open port ${port}. Choose another: PORT=3000 npm start`);
  try {
    return await listenOnce(port);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === "EADDRINUSE")
      throw new StartFailure(
        `Port ${port} is taken. Stop what uses it, or choose another: PORT=${port + 1} npm start`,
      );
    if (code === "EACCES")
      throw new StartFailure(
        `Port ${port} needs more rights than this user has. Choose one above 1023: PORT=3000 npm start`,
      );
    throw new StartFailure(`Port ${port} cannot be used (${code ?? String(error)}).`);
  }
}

/** The Fetch standard's list of ports that belong to other protocols; Node's own fetch keeps to it too. */
async function isBlockedByBrowsers(port: number): Promise<boolean> {
  try {
    await fetch(`http://127.0.0.1:${port}/`, { method: "HEAD", signal: AbortSignal.timeout(1_000) });
    return false;
  } catch (error) {
    return error instanceof Error && error.cause instanceof Error && error.cause.message === "bad port";
  }
}

function listenOnce(port: number, host?: string): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once("error", reject);
    server.listen(port, host, () => {
      const address = server.address();
      server.close(() => resolve(typeof address === "object" && address ? address.port : port));
    });
  });
}
