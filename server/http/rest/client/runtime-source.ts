/** The part of the client that is code, as it stands in the generated file. */
export const runtimeSource = `import createClient, { type Client } from "openapi-fetch";

export interface CarillonOptions {
  /** Address of the installation: https://carillon.example.com */
  baseUrl: string;
  apiKey: string;
  /** How often a request is repeated that was limited (429), refused for a moment (503) or lost on the way; 3 unless told. */
  retries?: number;
  fetch?: (request: Request) => Promise<Response>;
}

export type Carillon = Client<paths>;

/**
 * A typed client. Writes get an Idempotency-Key of their own unless you give one, so a repetition is never carried out
 * twice; Retry-After is kept. Answers are \`{ data, error, response }\`; \`error\` is a Problem.
 */
export function createCarillon({ baseUrl, apiKey, retries = 3, fetch = globalThis.fetch }: CarillonOptions): Carillon {
  return createClient<paths>({
    baseUrl,
    headers: { authorization: \`Bearer \${apiKey}\` },
    fetch: (request) => sendRepeatedly(request, retries, fetch),
    bodySerializer: serialize,
  });
}

/** Everything a list holds, page after page. */
export async function* allOf<Item>(
  ask: (cursor: string | undefined) => Promise<{
    data?: { data: Item[]; page: { next_cursor: string | null } };
    error?: unknown;
  }>,
): AsyncGenerator<Item> {
  for (let cursor: string | undefined; ; ) {
    const { data, error } = await ask(cursor);
    if (!data) throw new Error(\`The list could not be read: \${JSON.stringify(error)}\`);
    yield* data.data;
    if (data.page.next_cursor === null) return;
    cursor = data.page.next_cursor;
  }
}

async function sendRepeatedly(
  request: Request,
  retries: number,
  fetch: (request: Request) => Promise<Response>,
): Promise<Response> {
  if (request.method !== "GET" && !request.headers.has("idempotency-key"))
    request.headers.set("idempotency-key", crypto.randomUUID());
  for (let attempt = 0; ; attempt++) {
    const isLast = attempt >= retries;
    try {
      const response = await fetch(isLast ? request : request.clone());
      const wait = Number(response.headers.get("retry-after"));
      if (isLast || ![409, 429, 503].includes(response.status) || !(wait > 0)) return response;
      await pause(wait * 1000);
    } catch (error) {
      if (isLast || request.signal.aborted) throw error;
      await pause(250 * 2 ** attempt);
    }
  }
}

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** JSON, or a form where a file is sent. */
function serialize(body: unknown): BodyInit {
  if (body instanceof FormData) return body;
  const entries = Object.entries((body ?? {}) as Record<string, unknown>);
  if (!entries.some(([, value]) => value instanceof Blob)) return JSON.stringify(body);
  const form = new FormData();
  for (const [name, value] of entries)
    if (value !== undefined) form.append(name, value instanceof Blob ? value : String(value));
  return form;
}
`;
