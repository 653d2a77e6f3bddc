import { createHash } from "node:crypto";
import { PassThrough, Readable } from "node:stream";
import type SftpClient from "ssh2-sftp-client";
import { AppError, invalid, unavailable } from "@/server/platform/errors";
import { randomSecret } from "@/server/platform/ids";
import { connectOutbound } from "@/server/platform/outbound";
import type { PlaceSecret, SftpConnection } from "../model";
import { asideName, maxListed, type Place } from "./place";

const timeoutMs = 20_000;

/** As `ssh-keygen -l` shows it. */
export const fingerprintOf = (key: Buffer): string =>
  `SHA256:${createHash("sha256").update(key).digest("base64").replace(/=+$/, "")}`;

/**
 * A folder of an SFTP server. With `hostKey` the server must show that very key; without, whatever it shows is told
 * by `onHostKey`, to be pinned.
 */
export async function openSftp(
  connection: SftpConnection,
  secret: PlaceSecret,
  hostKey: string | null,
  onHostKey: (fingerprint: string) => void,
): Promise<Place> {
  const { default: Client } = await import("ssh2-sftp-client");
  const sock = await connectOutbound({ host: connection.host, port: connection.port, timeoutMs }).catch(
    (error: unknown) => {
      throw error instanceof AppError
        ? error
        : unavailable(
            `${connection.host}:${connection.port} does not answer. Check the address and the port.`,
          );
    },
  );
  let shown = "";
  const quiet = () => {};
  const client = new Client("carillon", { error: quiet, end: quiet, close: quiet });
  try {
    await client.connect({
      sock,
      host: connection.host,
      port: connection.port,
      username: connection.username,
      readyTimeout: timeoutMs,
      hostVerifier: (key: Buffer) => {
        shown = fingerprintOf(key);
        onHostKey(shown);
        return hostKey === null || hostKey === shown;
      },
      ...(secret.privateKey
        ? { privateKey: secret.privateKey, ...(secret.passphrase ? { passphrase: secret.passphrase } : {}) }
        : { password: secret.password ?? "", tryKeyboard: false }),
    });
  } catch (error) {
    sock.destroy();
    await client.end().catch(quiet);
    throw explained(error, connection, hostKey, shown);
  }
  return placeOf(client, connection.folder.replace(/\/+$/, "") || "/");
}

function explained(
  error: unknown,
  { host, username }: SftpConnection,
  hostKey: string | null,
  shown: string,
): AppError {
  const text = error instanceof Error ? error.message : String(error);
  if (hostKey !== null && shown !== "" && shown !== hostKey)
    return new AppError(
      "precondition_failed",
      `${host} shows another key (${shown}) than the one that was accepted (${hostKey}). If its owner says that it was changed, accept the new one under Connection.`,
    );
  if (/authentication/i.test(text))
    return invalid(`${host} does not let ${username} in. Check the name and the password or key.`, [
      { path: "username", message: "is refused" },
    ]);
  if (/private ?key|passphrase|decrypt/i.test(text))
    return invalid(
      "The private key cannot be read. Paste it whole, in OpenSSH or PEM form, with its passphrase.",
      [{ path: "privateKey", message: "cannot be read" }],
    );
  return unavailable(`${host} did not complete the connection: ${text.slice(0, 200)}`);
}

/** SFTP errors in words. */
const named = async <T>(what: string, work: Promise<T>): Promise<T> => {
  try {
    return await work;
  } catch (error) {
    if (error instanceof AppError) throw error;
    const text = error instanceof Error ? error.message : String(error);
    if (/no such file|does not exist|ENOENT/i.test(text))
      throw invalid(`${what} is not there on the server.`);
    if (/permission denied|EACCES/i.test(text))
      throw invalid(`The account may not use ${what} on the server. Ask its owner for the right.`);
    throw unavailable(`The server failed at ${what}: ${text.slice(0, 200)}`);
  }
};

function placeOf(client: SftpClient, folder: string): Place {
  const at = (name: string, below = "") => {
    if (name === "" || name === "." || name === ".." || /[\\/\0]/.test(name))
      throw new AppError("invalid", `${JSON.stringify(name)} is not a file name.`);
    return [folder === "/" ? "" : folder, below, name].filter((part, i) => i === 0 || part !== "").join("/");
  };
  const make = async (below: string) => {
    const target = at(below);
    if (!(await client.exists(target))) await named(target, client.mkdir(target, true));
    return target;
  };
  return {
    async list() {
      const entries = await named(folder, client.list(folder));
      return entries
        .filter((one) => one.type === "-")
        .slice(0, maxListed)
        .map((one) => ({ name: one.name, size: one.size, modifiedAt: new Date(one.modifyTime) }));
    },
    async read(name) {
      const stream = new PassThrough();
      named(name, client.get(at(name), stream)).catch((error: unknown) =>
        stream.destroy(error instanceof Error ? error : new Error(String(error))),
      );
      return stream;
    },
    async move(name, into) {
      const target = await make(into);
      const taken = new Set((await named(target, client.list(target))).map((one) => one.name));
      const aside = asideName(name, (one) => taken.has(one), Date.now());
      await named(name, client.rename(at(name), `${target}/${aside}`));
    },
    async remove(name) {
      await named(name, client.delete(at(name), true));
    },
    async write(into, name, content) {
      if (into !== "") await make(into);
      const temporary = at(`.${randomSecret().slice(0, 12)}.tmp`, into);
      await named(name, client.put(Readable.from(content, { objectMode: false }), temporary));
      await client.delete(at(name, into), true).catch(() => {});
      await named(name, client.rename(temporary, at(name, into)));
    },
    async close() {
      await client.end().catch(() => {});
    },
  };
}
