import { clientSource } from "./client/generate";
import { openApiDocument } from "./openapi";
import { problem } from "./problem";

/** What tools read without a key: it holds no data. */
const documents: Record<string, { type: string; text(): string }> = {
  "/api/v1/openapi.json": { type: "application/json", text: () => JSON.stringify(openApiDocument()) },
  // Not video/mp2t, which is what ".ts" means to most servers.
  "/api/v1/client.ts": { type: "text/plain; charset=utf-8", text: () => clientSource(openApiDocument()) },
};
const made = new Map<string, string>();

export function publicDocument(request: Request): Response | undefined {
  const path = new URL(request.url).pathname;
  const found = Object.hasOwn(documents, path) ? documents[path] : undefined;
  if (!found) return undefined;
  if (request.method !== "GET" && request.method !== "HEAD")
    return problem(405, `${request.method} is not possible here; use GET.`, {}, { allow: "GET, HEAD" });
  const text = made.get(path) ?? found.text();
  made.set(path, text);
  return new Response(request.method === "HEAD" ? null : text, {
    headers: { "content-type": found.type, "access-control-allow-origin": "*", "cache-control": "no-cache" },
  });
}
