import type { z } from "zod";
import { AppError, type FieldProblem } from "@/server/platform/errors";
import { parseJson } from "@/server/platform/json";

/** Each parameter once, known ones only: a misspelt filter must not silently return everything. */
export function queryOf(url: URL, schema: z.ZodObject): Record<string, string> {
  const values: Record<string, string> = {};
  const refuse = (name: string, message: string) => {
    throw new AppError("invalid", `The query parameter ${JSON.stringify(name.slice(0, 60))} ${message}.`, {
      fields: [{ path: name.slice(0, 60), message }],
    });
  };
  for (const [name, value] of url.searchParams) {
    if (!Object.hasOwn(schema.shape, name))
      refuse(name, `does not exist; use ${Object.keys(schema.shape).join(", ") || "none"}`);
    if (Object.hasOwn(values, name)) refuse(name, "is given twice");
    if (value.includes("\u0000") || !value.isWellFormed())
      refuse(name, "holds characters that cannot be stored");
    values[name] = value;
  }
  return values;
}

/** Parsed by the schema, or `invalid` with the path of each problem. `where` names the part itself. */
export function parsePart(schema: z.ZodType, value: unknown, where: string): unknown {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const fields: FieldProblem[] = parsed.error.issues.slice(0, 50).map((issue) => ({
    path:
      issue.path
        .map((part) => (typeof part === "number" ? `[${part}]` : `.${String(part)}`))
        .join("")
        .replace(/^\./, "")
        .slice(0, 300) || where,
    message: issue.message,
  }));
  throw new AppError(
    "invalid",
    fields
      .map((field) => `${field.path || "body"}: ${field.message}`)
      .slice(0, 3)
      .join("; "),
    { fields },
  );
}

/** The body's bytes, read no further than the limit. */
export async function readBytes(request: Request, maxBytes: number): Promise<Buffer> {
  const type = request.headers.get("content-type") ?? "application/json";
  if (!/^(application\/([\w.+-]+\+)?json|text\/plain)\s*(;|$)/i.test(type))
    throw new AppError(
      "unsupported_media_type",
      `Send JSON (content-type: application/json), not ${JSON.stringify(type.slice(0, 60))}.`,
    );
  if (/charset\s*=/i.test(type) && !/charset\s*=\s*"?utf-?8"?/i.test(type))
    throw new AppError("unsupported_media_type", "Send the JSON in UTF-8.");
  const encoding = request.headers.get("content-encoding") ?? "identity";
  if (!/^identity$/i.test(encoding))
    throw new AppError("unsupported_media_type", "Send the body as it is, without content-encoding.");
  const tooLarge = () => new AppError("too_large", `The body may have at most ${maxBytes} bytes.`);
  if (Number(request.headers.get("content-length") ?? "0") > maxBytes) throw tooLarge();
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of (request.body ?? []) as unknown as AsyncIterable<Uint8Array>) {
    size += chunk.byteLength;
    if (size > maxBytes) throw tooLarge();
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

export function readJson(bytes: Buffer): unknown {
  if (bytes.byteLength === 0) throw new AppError("invalid", "The body is empty; send JSON.");
  let text: string;
  try {
    text = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    throw new AppError("invalid", "The body is not valid UTF-8.");
  }
  return parseJson(text);
}
