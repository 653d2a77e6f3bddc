/**
 * The door a real Inngest calls the functions through (app/api/inngest/route.ts). It answers only requests signed with
 * INNGEST_SIGNING_KEY; a stranger learns nothing, not even which functions there are. With the embedded executor
 * nobody calls it: the worker serves the same functions on a private address.
 */
import { serve } from "inngest/next";
import { inngest } from "./client";
import { functions } from "./index";

const handler = serve({ client: inngest, functions: [...functions], enableUnauthedSync: false });

const maxBodyBytes = 8_000_000;
const refuse = (status: number, message: string) => Response.json({ message }, { status });

/** The body as text, or undefined when it is larger than any request of Inngest. */
async function readBody(request: Request): Promise<string | undefined> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  if (request.body === null) return "";
  for await (const chunk of request.body as unknown as AsyncIterable<Uint8Array>) {
    bytes += chunk.length;
    if (bytes > maxBodyBytes) return undefined;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString("utf8");
}

const isJson = (text: string): boolean => {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
};

/** What the SDK leaves open (a broken body ends in its 500) is closed here, before it. */
export async function serveInngest(request: Request): Promise<Response> {
  const method = request.method;
  if (method !== "GET" && method !== "POST" && method !== "PUT") return refuse(405, "Method not allowed");
  const isDev = inngest.mode === "dev";
  if (!isDev && !inngest.signingKey) return refuse(401, "Unauthorized");
  if (!isDev && !request.headers.get("x-inngest-signature")) return refuse(401, "Unauthorized");
  if (method === "GET") return await call("GET", request);
  const body = await readBody(request);
  if (body === undefined) return refuse(413, "The body is too large");
  if (body !== "" && !isJson(body)) return refuse(400, "The body is not JSON");
  const { url, headers } = request;
  return await call(method, new Request(url, { method, headers, ...(body === "" ? {} : { body }) }));
}

type Handle = (request: Request, context: unknown) => Promise<Response>;
const call = (method: "GET" | "POST" | "PUT", request: Request): Promise<Response> =>
  (handler[method] as unknown as Handle)(request, undefined);
