import { z } from "zod";
import type { Bounce, CallbackReader, ProviderEvent, ProviderEventKind } from "../model";
import { shortLine } from "./address";
import { messageTag } from "./resend";
import { deliveryIdOf, verifySignature } from "./svix";

const kinds: Record<string, ProviderEventKind> = {
  "email.sent": "accepted",
  "email.delivered": "delivered",
  "email.delivery_delayed": "deferred",
  "email.bounced": "bounced",
  "email.suppressed": "bounced",
  "email.complained": "complained",
  "email.opened": "opened",
  "email.clicked": "clicked",
  "email.failed": "failed",
};

const short = z
  .string()
  .transform((text) => shortLine(text, 2000))
  .catch("")
  .default("");
const callback = z.object({
  type: z.string(),
  created_at: z.string(),
  data: z.object({
    email_id: z.string().max(200).optional().catch(undefined),
    tags: z
      .union([z.record(z.string(), z.string()), z.array(z.object({ name: z.string(), value: z.string() }))])
      .optional()
      .catch(undefined),
    bounce: z.object({ message: short, type: short, subType: short }).optional().catch(undefined),
    suppressed: z.object({ message: short }).optional().catch(undefined),
    failed: z.object({ reason: short }).optional().catch(undefined),
    click: z.object({ link: short, userAgent: short, timestamp: short }).optional().catch(undefined),
  }),
});
type Callback = z.output<typeof callback>;

export const resendCallbacks = (secret: string): CallbackReader => ({
  provider: "resend",
  verify: (raw, headers, now) => verifySignature(secret, raw, headers, now),
  parse(raw, headers) {
    const parsed = callback.safeParse(jsonOrUndefined(raw));
    const eventId = deliveryIdOf(headers);
    if (!parsed.success || !eventId) return undefined;
    const kind = kinds[parsed.data.type];
    const at = new Date(parsed.data.created_at);
    if (kind === undefined || Number.isNaN(at.getTime())) return [];
    return [eventOf(parsed.data, kind, eventId, at)];
  },
});

function eventOf(
  { data, type }: Callback,
  kind: ProviderEventKind,
  eventId: string,
  at: Date,
): ProviderEvent {
  return {
    eventId,
    kind,
    at,
    messageId: tagOf(data.tags) ?? null,
    providerMessageId: data.email_id ?? null,
    bounce: kind === "bounced" ? bounceOf(data.bounce) : null,
    detail: data.bounce?.message || data.suppressed?.message || data.failed?.reason || type,
    userAgent: data.click?.userAgent || null,
    url: data.click?.link || null,
  };
}

function tagOf(tags: Callback["data"]["tags"]): string | undefined {
  const value = Array.isArray(tags) ? tags.find((tag) => tag.name === messageTag)?.value : tags?.[messageTag];
  return value && z.uuid().safeParse(value).success ? value : undefined;
}

/** Resend: Permanent | Transient | Undetermined, with a sub-type. Without one, the address is on its suppression list. */
function bounceOf(bounce: Callback["data"]["bounce"]): Bounce {
  if (!bounce) return { class: "hard", contactCode: 35 };
  if (bounce.type === "Permanent")
    return { class: "hard", contactCode: bounce.subType === "NoEmail" ? 32 : 33 };
  if (/MailboxFull/i.test(bounce.subType)) return { class: "soft", contactCode: 3 };
  if (/MessageTooLarge/i.test(bounce.subType)) return { class: "soft", contactCode: 4 };
  if (/ContentRejected|AttachmentRejected/i.test(bounce.subType)) return { class: "block", contactCode: 0 };
  return { class: "soft", contactCode: 1 };
}

function jsonOrUndefined(raw: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(raw));
  } catch {
    return undefined;
  }
}
