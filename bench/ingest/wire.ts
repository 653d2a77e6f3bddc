/**
 * Load over plain sockets: requests are bytes made beforehand and answers are only counted, so that on a machine of
 * two cores the generator leaves them to what is measured.
 */
import { connect, type Socket } from "node:net";

export const requestBytes = (path: string, writeKey: string, body: string): Buffer =>
  Buffer.from(
    `POST ${path} HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Basic ${Buffer.from(`${writeKey}:`).toString("base64")}\r\n` +
      `Content-Type: application/json\r\nContent-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`,
  );

export interface LoadResult {
  seconds: number;
  requests: number;
  /** Of a request, in milliseconds. */
  median: number;
  p99: number;
}

/** `clients` connections send the requests one after another each, until all are answered. Throws on anything but 200. */
export async function load(port: number, clients: number, requests: readonly Buffer[]): Promise<LoadResult> {
  const times: number[] = [];
  let next = 0;
  const startedAt = performance.now();
  await Promise.all(
    Array.from({ length: clients }, async () => {
      const socket = connect({ port, host: "127.0.0.1", noDelay: true });
      await new Promise<void>((resolve, reject) => socket.once("connect", resolve).once("error", reject));
      for (;;) {
        const request = requests[next++];
        if (!request) break;
        const sentAt = performance.now();
        await exchange(socket, request);
        times.push(performance.now() - sentAt);
      }
      socket.destroy();
    }),
  );
  const seconds = (performance.now() - startedAt) / 1_000;
  times.sort((a, b) => a - b);
  const at = (share: number) => times[Math.min(times.length - 1, Math.floor(times.length * share))] ?? 0;
  return { seconds, requests: times.length, median: at(0.5), p99: at(0.99) };
}

function exchange(socket: Socket, request: Buffer): Promise<void> {
  return new Promise((resolve, reject) => {
    let text = "";
    const finish = (error?: Error) => {
      socket.off("data", onData).off("error", finish).off("close", onClose);
      if (error) reject(error);
      else resolve();
    };
    const onClose = () => finish(new Error("the connection was closed"));
    const onData = (chunk: Buffer) => {
      text += chunk.toString("latin1");
      const end = text.indexOf("\r\n\r\n");
      if (end < 0) return;
      const length = /content-length: (\d+)/i.exec(text)?.[1];
      const isWhole =
        length === undefined ? text.endsWith("0\r\n\r\n") : text.length >= end + 4 + Number(length);
      if (!isWhole) return;
      finish(text.startsWith("HTTP/1.1 200") ? undefined : new Error(text.slice(0, 300)));
    };
    socket.on("data", onData).on("error", finish).on("close", onClose);
    socket.write(request);
  });
}
