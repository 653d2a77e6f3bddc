import { env } from "@/server/platform/env";
import { resendChannel } from "./email/resend";
import { resendCallbacks } from "./email/resend-callbacks";
import { sandboxChannel } from "./email/sandbox";
import { smtpChannel } from "./email/smtp";
import type { CallbackReader, EmailChannel } from "./model";

let chosen: EmailChannel | undefined;

/** The letter channel of this installation, one per process: Resend, else SMTP, else the sandbox. */
export function emailChannel(): EmailChannel {
  chosen ??= choose();
  return chosen;
}

function choose(): EmailChannel {
  if (env.RESEND_API_KEY) return resendChannel({ apiKey: env.RESEND_API_KEY, baseUrl: env.RESEND_BASE_URL });
  if (env.SMTP_URL) return smtpChannel(env.SMTP_URL);
  return sandboxChannel();
}

/** Whose callbacks are believed. Undefined where no secret is set: then there is no such door. */
export function callbackReader(provider: string): CallbackReader | undefined {
  if (provider === "resend" && env.RESEND_WEBHOOK_SECRET) return resendCallbacks(env.RESEND_WEBHOOK_SECRET);
  return undefined;
}
