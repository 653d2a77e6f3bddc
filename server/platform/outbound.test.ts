import dns from "node:dns";
import http from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, afterEach, beforeAll, expect, test, vi } from "vitest";

// 127.0.0.2 is opened, 127.0.0.1 is not: one machine, both sides of the guard.
vi.hoisted(() => vi.stubEnv("ALLOW_PRIVATE_NETWORK", "127.0.0.2"));

import { connectOutbound, outboundRequest, parseOutboundUrl } from "./outbound";

let hits: string[] = [];
const server = http.createServer((request, response) => {
  hits.push(request.url ?? "");
  if (request.url === "/redirect") response.writeHead(302, { location: "http://127.0.0.1/secret" }).end();
  else if (request.url === "/large") response.end(Buffer.alloc(300_000, "x"));
  else if (request.url === "/drip") response.write("a");
  else response.end("ok");
});
let port = 0;
beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, "0.0.0.0", resolve));
  port = (server.address() as AddressInfo).port;
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});
afterEach(() => {
  hits = [];
  vi.restoreAllMocks();
});

const get = (path: string, host = "127.0.0.2") =>
  outboundRequest({ url: `http://${host}:${port}${path}`, timeoutMs: 300 });

test("an opened address answers; a redirect inward is an answer and is not followed", async () => {
  expect((await get("/fine")).body.toString()).toBe("ok");
  expect((await get("/redirect")).status).toBe(302);
  expect(hits).toEqual(["/fine", "/redirect"]);
});

test.each([
  "127.0.0.1",
  "localhost",
  "2130706433",
  "0x7f000001",
  "127.1",
  "[::1]",
  "[::ffff:127.0.0.1]",
  "0",
])("%s is refused before anything is sent", async (host) => {
  await expect(async () => await get("/", host)).rejects.toThrow();
  await expect(async () => await connectOutbound({ host, port })).rejects.toThrow();
  expect(hits).toEqual([]);
});

test("a name is asked once, and the answer that was judged is the one connected to", async () => {
  const answers = ["127.0.0.2", "127.0.0.1"];
  const lookup = vi
    .spyOn(dns, "lookup")
    .mockImplementation(((
      _host: string,
      _options: object,
      callback: (error: null, addresses: { address: string; family: number }[]) => void,
    ) => callback(null, [{ address: answers.shift() ?? "127.0.0.1", family: 4 }])) as never);
  expect((await get("/first", "rebinding.example")).status).toBe(200);
  expect(lookup).toHaveBeenCalledTimes(1);
  await expect(get("/second", "rebinding.example")).rejects.toThrow("127.0.0.1");
  expect(hits).toEqual(["/first"]);
});

test("one forbidden address among several spoils the name", async () => {
  vi.spyOn(dns, "lookup").mockImplementation(((
    _host: string,
    _options: object,
    callback: (error: null, addresses: { address: string; family: number }[]) => void,
  ) =>
    callback(null, [
      { address: "127.0.0.2", family: 4 },
      { address: "10.0.0.1", family: 4 },
    ])) as never);
  await expect(get("/", "both.example")).rejects.toThrow("10.0.0.1");
  expect(hits).toEqual([]);
});

test("answers are cut at the limit, and slow ones given up", async () => {
  const large = await get("/large");
  expect([large.body.length, large.isCut]).toEqual([64 * 1024, true]);
  await expect(get("/drip")).rejects.toThrow("0.3 s");
});

test("addresses that are no webhook are named", () => {
  for (const url of [
    "shop.example",
    "ftp://shop.example",
    "https://u:p@shop.example",
    "https://shop.example:25",
  ])
    expect(() => parseOutboundUrl(url)).toThrow(/^url: /);
});
