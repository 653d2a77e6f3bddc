import { Resend } from "resend";
import type { EmailChannel, Letter, Outcome } from "../model";
import { oneLine, refusalOf, shortLine } from "./address";

interface ResendOptions {
  apiKey: string;
  baseUrl?: string | undefined;
  answerTimeoutMs?: number;
}
/** Resend forgets a key after 24 hours; the last hour is left alone for clocks that disagree. */
const keyMemoryMs = 23 * 3_600_000;
/** The tag its callbacks bring back. */
export const messageTag = "message_id";

export function resendChannel(options: ResendOptions): EmailChannel {
  const client = new Resend(
    options.apiKey,
    options.baseUrl ? { baseUrl: options.baseUrl.replace(/\/+$/, "") } : {},
  );
  return {
    provider: "resend",
    capabilities: { keyMemoryMs, deliveryReceipts: true, concurrency: 8, leavesMachine: true },
    async send(letter) {
      const refusal = refusalOf(letter);
      if (refusal) return refusal;
      try {
        const answer = await client.post<{ id: string }>("/emails", bodyOf(letter), {
          idempotencyKey: letter.id,
          signal: AbortSignal.timeout(options.answerTimeoutMs ?? 30_000),
        });
        if (answer.error) return classifyResendError(answer.error, new Headers(answer.headers ?? {}));
        return { kind: "accepted", providerMessageId: answer.data.id };
      } catch (error) {
        return { kind: "unknown", detail: shortLine(error instanceof Error ? error.message : "No answer.") };
      }
    },
    async close() {},
  };
}

/** The request of Resend's "send email" operation; a function of the letter alone. */
const bodyOf = (letter: Letter) => ({
  from: mailbox(letter.from.name, letter.from.address),
  to: [letter.to.address],
  ...(letter.replyTo ? { reply_to: letter.replyTo } : {}),
  subject: letter.subject,
  html: letter.html,
  text: letter.text,
  headers: letter.headers,
  tags: [{ name: messageTag, value: letter.id }],
});

/** `"Name" <address>`; quotes and backslashes escaped, so the name cannot become an address. */
function mailbox(name: string, address: string): string {
  const shown = oneLine(name);
  return shown === "" ? address : `"${shown.replace(/["\\]/g, "\\$&")}" <${address}>`;
}

interface ResendError {
  name?: string;
  message?: string;
  statusCode?: number | null;
}

/** What Resend's error says about this letter, about all letters, or about nothing at all. */
export function classifyResendError(error: ResendError, headers: Headers): Outcome {
  const status = error.statusCode ?? 0;
  const detail = shortLine(`${error.name ?? "error"}: ${error.message ?? ""}`);
  const retryAfterMs = retryAfterOf(headers);
  if (error.name === "concurrent_idempotent_requests") return { kind: "unknown", detail };
  if (status === 429) return { kind: "deferred", everyone: true, retryAfterMs, detail };
  // Our key, our domain or our bill: the operator's to mend, and no letter's fault.
  if (status === 401 || status === 402 || status === 403 || error.name === "invalid_from_address")
    return { kind: "deferred", everyone: true, retryAfterMs: retryAfterMs ?? 60_000, detail };
  if (status >= 400 && status < 500 && status !== 408 && status !== 409)
    return { kind: "rejected", bounce: null, detail };
  return { kind: "unknown", detail };
}

/** Retry-After in seconds or as a date. */
function retryAfterOf(headers: Headers): number | null {
  const value = headers.get("retry-after");
  if (value === null) return null;
  const seconds = Number(value);
  if (Number.isFinite(seconds)) return Math.max(0, seconds * 1000);
  const at = Date.parse(value);
  const sentAt = Date.parse(headers.get("date") ?? "");
  return Number.isNaN(at) || Number.isNaN(sentAt) ? null : Math.max(0, at - sentAt);
}
