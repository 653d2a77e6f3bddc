/** What every channel speaks: a letter in, an outcome out, callbacks read into events. Pure. */

export interface Mailbox {
  name: string;
  address: string;
}

/** Everything a provider is told. Fixed before the first attempt, so two attempts are byte-identical. */
export interface Letter {
  /** The message's id: the provider's idempotency key, its tag, and the Message-ID. */
  id: string;
  from: Mailbox;
  to: Mailbox;
  replyTo: string | null;
  subject: string;
  html: string;
  text: string;
  headers: Readonly<Record<string, string>>;
  renderedAt: Date;
}

/** hard: the address is dead. soft: not now. block: we are not welcome, the person is not to blame. */
export type BounceClass = "hard" | "soft" | "block";
export interface Bounce {
  class: BounceClass;
  /** Contact code of the data-quality rules: 1-29 soft, 30 and above hard; 0 says nothing about the address. */
  contactCode: number;
}

export type Outcome =
  | { kind: "accepted"; providerMessageId: string | null }
  /** A definite and lasting no. Without a bounce the letter itself or our account was refused. */
  | { kind: "rejected"; bounce: Bounce | null; detail: string }
  /** A definite "not now". `everyone`: not this letter's fault, others would fare the same. */
  | { kind: "deferred"; everyone: boolean; retryAfterMs: number | null; detail: string }
  /** It may have been taken: no answer came, or one that says nothing. */
  | { kind: "unknown"; detail: string };

export const providerEventKinds = [
  "accepted",
  "delivered",
  "deferred",
  "bounced",
  "complained",
  "opened",
  "clicked",
  "failed",
] as const;
export type ProviderEventKind = (typeof providerEventKinds)[number];

/** One thing a provider reported about one letter. */
export interface ProviderEvent {
  /** The provider's own id of the event; the same id counts once. */
  eventId: string;
  kind: ProviderEventKind;
  at: Date;
  /** Our message id, from the tag; the provider's own id serves when the tag is missing. */
  messageId: string | null;
  providerMessageId: string | null;
  bounce: Bounce | null;
  detail: string;
  userAgent: string | null;
  url: string | null;
}

export interface Capabilities {
  /** How long the provider remembers a key: a retry within it cannot double. 0 = it knows no keys. */
  keyMemoryMs: number;
  /** Whether deliveries are reported later; without, acceptance counts as delivery until a bounce says otherwise. */
  deliveryReceipts: boolean;
  /** Letters it takes at the same time. */
  concurrency: number;
  /** False for the sandbox: nobody outside can see, scan or open what was sent. */
  leavesMachine: boolean;
}

/** A way to send letters. `send` never throws: whatever happens is an outcome. */
export interface EmailChannel {
  readonly provider: string;
  readonly capabilities: Capabilities;
  send(letter: Letter): Promise<Outcome>;
  close(): Promise<void>;
}

/** Callbacks of a provider: the bytes are judged before anything in them is believed. */
export interface CallbackReader {
  readonly provider: string;
  verify(raw: Uint8Array, headers: Headers, now: Date): boolean;
  /** Only after `verify`. Undefined: not JSON of this provider. Unknown kinds of events are left out. */
  parse(raw: Uint8Array, headers: Headers): ProviderEvent[] | undefined;
}
