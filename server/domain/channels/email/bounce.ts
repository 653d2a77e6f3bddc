import type { Bounce } from "../model";

const enhanced: Record<string, Bounce> = {
  "5.1.0": { class: "hard", contactCode: 32 },
  "5.1.1": { class: "hard", contactCode: 32 },
  "5.1.2": { class: "hard", contactCode: 39 },
  "5.1.3": { class: "hard", contactCode: 31 },
  "5.1.6": { class: "hard", contactCode: 32 },
  "5.1.10": { class: "hard", contactCode: 39 },
  "5.2.1": { class: "hard", contactCode: 33 },
  "5.2.2": { class: "soft", contactCode: 3 },
  "4.2.2": { class: "soft", contactCode: 3 },
  "5.3.4": { class: "soft", contactCode: 4 },
  "5.2.3": { class: "soft", contactCode: 4 },
  "4.4.3": { class: "soft", contactCode: 2 },
  "4.4.7": { class: "soft", contactCode: 5 },
};

const noSuchUser =
  /user unknown|unknown (user|recipient)|no such (user|recipient|mailbox|person)|does not exist|not found|invalid (recipient|mailbox)|recipient rejected|mailbox unavailable/i;
const unwelcome =
  /spam|blocked|blacklist|block ?list|blocklisted|policy|reputation|dmarc|spf|dkim|not authenticated|denied/i;

/** RFC 3463 code first, then the basic SMTP code, then the words. What is not understood is soft: nobody is written off by a guess. */
export function classifyBounce(response: string): Bounce {
  const codes = /\b([245])\.(\d{1,3})\.(\d{1,3})\b/.exec(response);
  if (codes) {
    const known = enhanced[codes[0]];
    if (known) return known;
    if (codes[1] === "4")
      return codes[2] === "7" ? { class: "block", contactCode: 0 } : { class: "soft", contactCode: 1 };
    if (codes[2] === "7") return { class: "block", contactCode: 0 };
  }
  const basic = /^\s*([45]\d\d)\b/.exec(response)?.[1];
  if (basic?.startsWith("4")) return { class: "soft", contactCode: basic === "452" ? 3 : 1 };
  if (basic === "552") return { class: "soft", contactCode: 3 };
  if (unwelcome.test(response)) return { class: "block", contactCode: 0 };
  if (noSuchUser.test(response)) return { class: "hard", contactCode: 32 };
  return { class: "soft", contactCode: 1 };
}
