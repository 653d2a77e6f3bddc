import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { type AddressInfo, connect } from "node:net";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { HttpDoor } from "@/server/http/door";
import { createGateway, type Gateway } from "@/server/http/gateway/server";

const portOf = (server: Server) => (server.address() as AddressInfo).port;
const listen = (server: Server) => new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));

/** A door that says what it was given. */
const echo: HttpDoor = {
  match: (method, pathname) => pathname === "/v1/echo" && (method === "POST" || method === "GET"),
  maxBodyBytes: 1_000,
  async handle(request, info) {
    const body = await request.text();
    return Response.json({ url: request.url, network: info.network, length: body.length });
  },
};
const broken: HttpDoor = {
  match: (_method, pathname) => pathname === "/v1/broken",
  handle: () => Promise.reject(new Error("the password is hunter2")),
};
const raw: HttpDoor = {
  match: (method, pathname) => pathname === "/v1/raw" && method === "POST",
  maxBodyBytes: 10,
  handle: async () => new Response("web"),
  raw: (_req, res, info) => void res.end(`raw ${info.network}`),
};

/** Stands where Next would, and remembers what reached it. */
const seen: { headers: IncomingMessage["headers"]; method: string; url: string; size: number }[] = [];
const next = createServer((req: IncomingMessage, res: ServerResponse) => {
  let size = 0;
  req.on("data", (chunk: Buffer) => {
    size += chunk.byteLength;
  });
  req.on("end", () => {
    seen.push({ headers: req.headers, method: req.method ?? "", url: req.url ?? "", size });
    res.setHeader("set-cookie", ["a=1", "b=2"]);
    res.end("page");
  });
});
let gateway: Gateway;
let origin: string;

beforeAll(async () => {
  await listen(next);
  gateway = createGateway({
    origin: "https://carillon.example",
    nextOrigin: `http://127.0.0.1:${portOf(next)}`,
    doors: [echo, broken, raw],
    trustedProxies: "10.0.0.0/8",
    bodyGraceMs: 500,
  });
  await listen(gateway.server);
  origin = `http://127.0.0.1:${portOf(gateway.server)}`;
});
afterAll(async () => {
  await gateway.stop(100);
  next.closeAllConnections();
  next.close();
});

/** Bytes as they are on the wire; resolves when the server closes. */
function wire(text: string, keepSending?: string): Promise<string> {
  return new Promise((resolve) => {
    let answer = "";
    const socket = connect(portOf(gateway.server), "127.0.0.1", () => socket.write(text));
    const drip = keepSending && setInterval(() => socket.write(keepSending), 100);
    socket.on("data", (chunk) => {
      answer += chunk;
    });
    const done = () => {
      if (drip) clearInterval(drip);
      resolve(answer);
    };
    socket.on("close", done);
    socket.on("error", () => {});
  });
}

test("a door's address is built on the configured origin, whatever Host says", async () => {
  const answer = await fetch(`${origin}/v1/echo?a=1`, {
    method: "POST",
    body: "hello",
    headers: { host: "evil.example" },
  });
  expect(await answer.json()).toEqual({
    url: "https://carillon.example/v1/echo?a=1",
    network: "127.0.0.1",
    length: 5,
  });
  expect(answer.headers.get("x-content-type-options")).toBe("nosniff");
});

test("a wrong method is told the right ones, an unknown path of the doors never reaches Next", async () => {
  const wrong = await fetch(`${origin}/v1/echo`, { method: "DELETE" });
  expect([wrong.status, wrong.headers.get("allow")]).toEqual([405, "GET, POST"]);
  const unknown = await fetch(`${origin}/v1/nothing`);
  expect([unknown.status, unknown.headers.get("content-type")]).toEqual([404, "application/problem+json"]);
  expect(seen).toEqual([]);
});

test("what a door throws is masked", async () => {
  const answer = await fetch(`${origin}/v1/broken`);
  expect(answer.status).toBe(500);
  expect(await answer.text()).not.toContain("hunter2");
});

test("a raw door answers on node's own objects", async () => {
  const answer = await fetch(`${origin}/v1/raw`, { method: "POST", body: "tiny" });
  expect(await answer.text()).toBe("raw 127.0.0.1");
});

test("a body above the limit is refused unread when declared, and cut off when not", async () => {
  const declared = await wire("POST /v1/echo HTTP/1.1\r\nHost: x\r\nContent-Length: 1000000000\r\n\r\n");
  expect(declared).toContain("413");
  const chunk = `3E8\r\n${"x".repeat(1000)}\r\n`;
  const streamed = await wire(
    `POST /v1/echo HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n${chunk}${chunk}`,
    chunk,
  );
  expect(streamed).toContain("413");
  expect(await wire("POST /v1/raw HTTP/1.1\r\nHost: x\r\nContent-Length: 11\r\n\r\n")).toContain("413");
  expect(await wire("POST /page HTTP/1.1\r\nHost: x\r\nContent-Length: 1000000000\r\n\r\n")).toContain("413");
});

test("a body that drips is ended with 408", async () => {
  expect(await wire("POST /v1/echo HTTP/1.1\r\nHost: x\r\nContent-Length: 900\r\n\r\n", "x")).toContain(
    "408",
  );
}, 10_000);

test("Next sees the client's address and none of the headers it would obey", async () => {
  const answer = await fetch(`${origin}/customers?q=1`, {
    headers: {
      "x-middleware-subrequest": "middleware:middleware:middleware",
      "x-nextjs-data": "1",
      "x-invoke-path": "/admin",
      "x-matched-path": "/admin",
      "x-forwarded-for": "6.6.6.6",
      "x-carillon-network": "6.6.6.6",
      rsc: "1",
      cookie: "session=1",
    },
  });
  expect(await answer.text()).toBe("page");
  expect(answer.headers.getSetCookie()).toEqual(["a=1", "b=2"]);
  const { headers, url } = seen.at(-1) ?? { headers: {}, url: "" };
  expect(url).toBe("/customers?q=1");
  expect(headers).toMatchObject({
    "x-carillon-network": "127.0.0.1",
    "x-forwarded-for": "127.0.0.1",
    rsc: "1",
    cookie: "session=1",
  });
  expect(Object.keys(headers).filter((name) => /middleware|nextjs|invoke|matched/.test(name))).toEqual([]);
});

test("a body passes to Next unharmed", async () => {
  await fetch(`${origin}/api/trpc/x`, { method: "POST", body: "y".repeat(300_000) });
  expect(seen.at(-1)).toMatchObject({ method: "POST", size: 300_000 });
});

test("web sockets, server actions, odd methods and absolute targets are refused here", async () => {
  const socket = await wire(
    "GET /_next/x HTTP/1.1\r\nHost: evil\r\nConnection: Upgrade, close\r\nUpgrade: websocket\r\n\r\n",
  );
  expect(socket).toContain("400");
  expect(
    (await fetch(`${origin}/`, { method: "POST", headers: { "next-action": "x" }, body: "[]" })).status,
  ).toBe(404);
  expect(await wire("TRACE / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")).toContain("405");
  expect(await wire("GET http://evil.example/ HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")).toContain(
    "400",
  );
});

test("while Next is away people get a page that comes back, programs a problem", async () => {
  const alone = createGateway({ origin: "http://x", nextOrigin: "http://127.0.0.1:9", doors: [] });
  await listen(alone.server);
  const url = `http://127.0.0.1:${portOf(alone.server)}/customers`;
  const page = await fetch(url, { headers: { accept: "text/html" } });
  expect([page.status, page.headers.get("retry-after")]).toEqual([503, "2"]);
  expect(await page.text()).toContain("starting");
  expect((await fetch(url)).headers.get("content-type")).toBe("application/problem+json");
  await alone.stop(100);
});

test("stopping lets a running request finish", async () => {
  let release = () => {};
  const waiting = new Promise<void>((resolve) => {
    release = resolve;
  });
  const slow: HttpDoor = {
    match: () => true,
    handle: () => waiting.then(() => new Response("late but whole")),
  };
  const stopping = createGateway({ origin: "http://x", nextOrigin: "http://127.0.0.1:9", doors: [slow] });
  await listen(stopping.server);
  const answer = fetch(`http://127.0.0.1:${portOf(stopping.server)}/`);
  await new Promise((resolve) => setTimeout(resolve, 100));
  const stopped = stopping.stop(5_000);
  release();
  expect(await (await answer).text()).toBe("late but whole");
  await stopped;
});
