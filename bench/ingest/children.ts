/** Servers under test run in processes of their own, as they do in production. */
import { type ChildProcess, spawn } from "node:child_process";
import { createServer } from "node:net";

export const freePort = () =>
  new Promise<number>((resolve, reject) => {
    const server = createServer();
    server.once("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      server.close(() => resolve(typeof address === "object" && address ? address.port : 0));
    });
  });

export interface Child {
  port: number;
  stop(): Promise<void>;
}

/** Starts a server and waits until it answers on its port. */
export async function startServer(
  command: string,
  args: string[],
  port: number,
  env: Record<string, string>,
  cwd?: string,
): Promise<Child> {
  const child = spawn(command, args, {
    stdio: ["ignore", "ignore", "inherit"],
    cwd,
    env: { ...process.env, ...env },
  });
  for (let tries = 0; ; tries++) {
    if (child.exitCode !== null) throw new Error(`${command} ${args.join(" ")} ended with ${child.exitCode}`);
    const answers = await fetch(`http://127.0.0.1:${port}/`).then(
      () => true,
      () => false,
    );
    if (answers) return { port, stop: () => stop(child) };
    if (tries > 300) throw new Error(`${command} ${args.join(" ")} does not answer`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null) return;
  const exited = new Promise((resolve) => child.once("exit", resolve));
  child.kill("SIGTERM");
  await exited;
}
