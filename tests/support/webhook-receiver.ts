import http from "node:http";
import type { AddressInfo } from "node:net";

export interface Received {
  path: string;
  headers: Record<string, string>;
  body: string;
}

/** A receiver of webhooks on a port of its own; how it answers is changed at any time. */
export async function startReceiver() {
  const received: Received[] = [];
  let answer: (request: Received, response: http.ServerResponse) => void = (_, response) =>
    response.writeHead(204).end();
  const server = http.createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      const one = {
        path: request.url ?? "",
        headers: request.headers as Record<string, string>,
        body: Buffer.concat(chunks).toString(),
      };
      received.push(one);
      answer(one, response);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    received,
    url: (path = "/hook") => `http://127.0.0.1:${(server.address() as AddressInfo).port}${path}`,
    answerWith: (next: typeof answer) => {
      answer = next;
    },
    status: (status: number, headers: http.OutgoingHttpHeaders = {}, body = "") => {
      answer = (_, response) => response.writeHead(status, headers).end(body);
    },
    stop: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}
