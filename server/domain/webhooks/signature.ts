import { createHmac, randomBytes } from "node:crypto";

/** https://www.standardwebhooks.com: `whsec_` and 32 random bytes. */
export const newSecret = (): string => `whsec_${randomBytes(32).toString("base64")}`;

/** `webhook-signature`: one signature a secret, so that a receiver may change over at leisure. */
export function signatureOf(
  secrets: readonly string[],
  message: { id: string; timestamp: number; body: string },
): string {
  const signed = `${message.id}.${message.timestamp}.${message.body}`;
  return secrets
    .map((secret) => {
      const key = Buffer.from(secret.replace(/^whsec_/, ""), "base64");
      return `v1,${createHmac("sha256", key).update(signed).digest("base64")}`;
    })
    .join(" ");
}

/** The same event is the same message, over all attempts and endpoints. */
export const messageIdOf = (eventId: string): string => `msg_${eventId.replaceAll("-", "")}`;
