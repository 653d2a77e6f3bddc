import { execFileSync, spawn } from "node:child_process";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import net from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import mysql from "mysql2/promise";

const binary = "/usr/sbin/mariadbd";
/** Debian's package; where it is not installed, tests that need it say that they were skipped. */
export const hasMariadb = existsSync(binary) && existsSync("/usr/bin/mariadb-install-db");

export const freePort = () =>
  new Promise<number>((resolve) => {
    const probe = net.createServer();
    probe.listen(0, "127.0.0.1", () => {
      const { port } = probe.address() as net.AddressInfo;
      probe.close(() => resolve(port));
    });
  });

/** A MariaDB of its own in a scratch folder, with an account that reads and one that writes. */
export async function startMariadb() {
  const dir = mkdtempSync(path.join(tmpdir(), "carillon-mariadb-"));
  const data = path.join(dir, "data");
  execFileSync(
    "/usr/bin/mariadb-install-db",
    ["--no-defaults", `--datadir=${data}`, "--auth-root-authentication-method=normal", "--skip-test-db"],
    { stdio: "ignore" },
  );
  const port = await freePort();
  const server = spawn(
    binary,
    [
      "--no-defaults",
      `--datadir=${data}`,
      `--socket=${dir}/sock`,
      `--port=${port}`,
      "--bind-address=127.0.0.1",
      "--default-time-zone=+00:00",
      `--pid-file=${dir}/pid`,
      "--innodb-buffer-pool-size=32M",
      ...(process.getuid?.() === 0 ? ["--user=root"] : []),
    ],
    { stdio: "ignore" },
  );
  const admin = await connected(`${dir}/sock`);
  await admin.query("create database shop");
  await admin.query("create user reader@'127.0.0.1' identified by 'only reads'");
  await admin.query("grant select on shop.* to reader@'127.0.0.1'");
  await admin.query("create user writer@'127.0.0.1' identified by 'may write'");
  await admin.query("grant all on shop.* to writer@'127.0.0.1'");
  await admin.query("use shop");
  return {
    port,
    admin,
    stop: async () => {
      await admin.end().catch(() => {});
      server.kill("SIGKILL");
      rmSync(dir, { recursive: true, force: true });
    },
  };
}

async function connected(socketPath: string): Promise<mysql.Connection> {
  for (let attempt = 0; ; attempt++) {
    try {
      return await mysql.createConnection({ socketPath, user: "root", multipleStatements: true });
    } catch (error) {
      if (attempt > 150) throw error;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }
}
