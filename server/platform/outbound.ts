/**
 * Connections whose aim a user typed: webhooks, file servers, databases, buses. A name is resolved, every address it
 * has is judged, and the connection goes to the very address that was judged: a name that changes its answer meanwhile
 * leads nowhere else. (Node asks no `lookup` for a literal address, so those are judged by themselves.)
 *
 * - `connectOutbound` a socket, for drivers that accept a ready one (mysql2, mssql, ssh2);
 * - `outboundSocket` one that the driver connects itself (pg);
 * - `outboundLookup` + `assertOutboundHost` for drivers that take a lookup (amqplib);
 * - `outboundAgents` for clients over node's http (S3);
 * - `outboundRequest` a whole HTTP request with limits; a redirect is an answer, never followed.
 */
import dns from "node:dns";
import http from "node:http";
import https from "node:https";
import net from "node:net";
import { env } from "./env";
import { invalid } from "./errors";
import { type OpenedNetworks, readOpenedNetworks, refusalOfAddress } from "./outbound-address";

let opened: OpenedNetworks | undefined;
const openedNetworks = (): OpenedNetworks => {
  opened ??= readOpenedNetworks(env.ALLOW_PRIVATE_NETWORK);
  return opened;
};
/** True when the installation lets users aim inside its own network. */
export const allowsPrivateNetwork = (): boolean => openedNetworks().length > 0;

const refused = (host: string, reason: string) =>
  invalid(
    `${host} ${reason}, and this installation does not connect there. An operator can open it with ALLOW_PRIVATE_NETWORK.`,
    [{ path: "host", message: `${host} ${reason}` }],
  );

/** Refuses a literal address at once; a name is judged when it is resolved. */
export function assertOutboundHost(host: string): void {
  const literal = host.replace(/^\[|\]$/g, "");
  if (net.isIP(literal.replace(/%.*$/, "")) === 0) return;
  const refusal = refusalOfAddress(literal, openedNetworks());
  if (refusal) throw refused(literal, refusal);
}

/** `dns.lookup` that answers with permitted addresses or an error; one forbidden address spoils the name. */
export const outboundLookup: net.LookupFunction = (hostname, options, callback) => {
  dns.lookup(hostname, { ...options, all: true }, (error, addresses) => {
    if (error) return callback(error, "");
    for (const { address } of addresses) {
      const refusal = refusalOfAddress(address, openedNetworks());
      if (refusal) return callback(refused(hostname, `leads to ${address}, which ${refusal}`), "");
    }
    if (options.all) return callback(null, addresses);
    const [first] = addresses;
    if (!first) return callback(new Error(`${hostname} has no address.`), "");
    callback(null, first.address, first.family);
  });
};

/** An open TCP connection to a permitted address. */
export function connectOutbound(target: {
  host: string;
  port: number;
  timeoutMs?: number;
}): Promise<net.Socket> {
  assertOutboundHost(target.host);
  const timeoutMs = target.timeoutMs ?? 10_000;
  return new Promise((resolve, reject) => {
    const socket = net.connect({
      host: target.host.replace(/^\[|\]$/g, ""),
      port: target.port,
      lookup: outboundLookup,
      keepAlive: true,
    });
    const timer = setTimeout(
      () =>
        socket.destroy(
          new Error(`${target.host}:${target.port} did not answer within ${timeoutMs / 1000} s.`),
        ),
      timeoutMs,
    );
    socket.once("error", (error) => {
      clearTimeout(timer);
      reject(error);
    });
    socket.once("connect", () => {
      clearTimeout(timer);
      socket.removeAllListeners("error");
      resolve(socket);
    });
  });
}

/** A socket for drivers that connect it themselves (pg): wherever they aim it, the address is judged. */
class GuardedSocket extends net.Socket {
  // biome-ignore lint/suspicious/noExplicitAny: net.Socket.connect has seven forms; drivers use (port, host).
  override connect(port: any, host?: any): this {
    assertOutboundHost(String(host));
    return super.connect({ port: Number(port), host: String(host), lookup: outboundLookup });
  }
}
export const outboundSocket = (): net.Socket => new GuardedSocket();

class GuardedHttpAgent extends http.Agent {
  override createConnection(...[options, callback]: Parameters<http.Agent["createConnection"]>) {
    assertOutboundHost(options.host ?? "");
    return super.createConnection({ ...options, lookup: outboundLookup }, callback);
  }
}
class GuardedHttpsAgent extends https.Agent {
  override createConnection(...[options, callback]: Parameters<https.Agent["createConnection"]>) {
    assertOutboundHost(options.host ?? "");
    return super.createConnection({ ...options, lookup: outboundLookup }, callback);
  }
}

/** Agents for a client over node's http. Whoever makes them destroys them. */
export const outboundAgents = (options: http.AgentOptions = {}) => ({
  httpAgent: new GuardedHttpAgent(options),
  httpsAgent: new GuardedHttpsAgent(options),
});
const shared = outboundAgents();

export interface OutboundRequest {
  url: string;
  method?: "GET" | "POST" | "PUT" | "DELETE" | "HEAD";
  headers?: Record<string, string>;
  body?: string | Buffer;
  /** For the whole exchange. */
  timeoutMs?: number;
  /** What of the answer is read; the rest is not waited for. */
  maxBytes?: number;
  signal?: AbortSignal;
}
export interface OutboundAnswer {
  status: number;
  headers: http.IncomingHttpHeaders;
  body: Buffer;
  isCut: boolean;
}

/** Names an address a user may aim HTTP at: https (http only inside an opened network), no credentials, no odd port. */
export function parseOutboundUrl(text: string): URL {
  let url: URL;
  try {
    url = new URL(text);
  } catch {
    throw invalid("url: Give a full address, such as https://shop.example/hooks.");
  }
  if (url.protocol !== "https:" && !(url.protocol === "http:" && allowsPrivateNetwork()))
    throw invalid("url: Only https:// addresses are called.");
  if (url.username !== "" || url.password !== "")
    throw invalid("url: Leave the user and the password out of the address.");
  const port = Number(url.port || 443);
  if (port < 1024 && port !== 80 && port !== 443)
    throw invalid(`url: Port ${port} does not speak HTTP. Use 443, 80 or a port above 1023.`);
  assertOutboundHost(url.hostname);
  return url;
}

/** One HTTP exchange. A redirect comes back as the answer it is. Rejects when there is no answer. */
export function outboundRequest(request: OutboundRequest): Promise<OutboundAnswer> {
  const url = parseOutboundUrl(request.url);
  const { timeoutMs = 10_000, maxBytes = 64 * 1024 } = request;
  const transport = url.protocol === "https:" ? https : http;
  return new Promise((resolve, reject) => {
    const outgoing = transport.request(url, {
      method: request.method ?? "GET",
      headers: {
        ...request.headers,
        ...(request.body === undefined ? {} : { "content-length": String(Buffer.byteLength(request.body)) }),
      },
      agent: url.protocol === "https:" ? shared.httpsAgent : shared.httpAgent,
      ...(request.signal ? { signal: request.signal } : {}),
    });
    const timer = setTimeout(
      () => outgoing.destroy(new Error(`No complete answer within ${timeoutMs / 1000} s.`)),
      timeoutMs,
    );
    const settle = (end: () => void) => {
      clearTimeout(timer);
      end();
    };
    outgoing.once("error", (error) => settle(() => reject(error)));
    outgoing.once("response", (answer) => {
      const chunks: Buffer[] = [];
      let size = 0;
      const finish = (isCut: boolean) =>
        settle(() =>
          resolve({
            status: answer.statusCode ?? 0,
            headers: answer.headers,
            body: Buffer.concat(chunks).subarray(0, maxBytes),
            isCut,
          }),
        );
      answer.on("data", (chunk: Buffer) => {
        chunks.push(chunk);
        size += chunk.length;
        if (size <= maxBytes) return;
        finish(true);
        answer.destroy();
      });
      answer.once("end", () => finish(false));
      answer.once("error", (error) => settle(() => reject(error)));
    });
    outgoing.end(request.body);
  });
}
