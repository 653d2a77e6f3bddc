import { spawn } from "node:child_process";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { connect } from "amqplib";
import { freePort } from "./sql-server";

const binary = "/usr/lib/rabbitmq/bin/rabbitmq-server";
/** Debian's package; where it is not installed, tests that need it say that they were skipped. */
export const hasRabbit = existsSync(binary);

/** A RabbitMQ of its own in a scratch folder. */
export async function startRabbit() {
  const dir = mkdtempSync(path.join(tmpdir(), "carillon-rabbit-"));
  const [port, distPort, epmdPort] = [await freePort(), await freePort(), await freePort()];
  const server = spawn(binary, [], {
    stdio: "ignore",
    detached: true,
    env: {
      PATH: process.env.PATH,
      HOME: dir,
      RABBITMQ_NODENAME: `test${process.pid}@localhost`,
      RABBITMQ_NODE_IP_ADDRESS: "127.0.0.1",
      RABBITMQ_NODE_PORT: String(port),
      RABBITMQ_DIST_PORT: String(distPort),
      RABBITMQ_MNESIA_BASE: path.join(dir, "mnesia"),
      RABBITMQ_LOG_BASE: path.join(dir, "log"),
      RABBITMQ_PID_FILE: path.join(dir, "pid"),
      RABBITMQ_ENABLED_PLUGINS_FILE: path.join(dir, "plugins"),
      RABBITMQ_CONFIG_FILE: path.join(dir, "none"),
      ERL_EPMD_PORT: String(epmdPort),
      RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS: "+S 1:1 +A 4",
    } as unknown as NodeJS.ProcessEnv,
  });
  const url = `amqp://guest:guest@127.0.0.1:${port}`;
  const client = await connected(url);
  return {
    url,
    client,
    stop: async () => {
      await client.close().catch(() => {});
      if (server.pid) {
        try {
          // Its own group: the script, the virtual machine and the port mapper that it started.
          process.kill(-server.pid, "SIGKILL");
        } catch {
          // Gone by itself.
        }
      }
      rmSync(dir, { recursive: true, force: true });
    },
  };
}

async function connected(url: string) {
  for (let attempt = 0; ; attempt++) {
    try {
      return await connect(url);
    } catch (error) {
      if (attempt > 600) throw error;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }
}
