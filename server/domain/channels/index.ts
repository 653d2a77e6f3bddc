/**
 * Channels: the ways out of the house. A channel takes one finished letter and says what became of it; it decides
 * nothing about people, keeps no state about messages, and never throws.
 *
 * Which one sends is the environment's choice: RESEND_API_KEY → Resend, SMTP_URL → any mail server, neither → the
 * sandbox, where nothing leaves the machine and the ledger itself is the outbox.
 *
 * Outcomes. `accepted`: it is theirs now. `rejected`: a lasting no, with what it says about the address.
 * `deferred`: a definite "not now"; `everyone` when the next letter would fare the same. `unknown`: it may have been
 * taken. Only a provider that knows idempotency keys may be asked again after `unknown`, with the identical letter,
 * while it still remembers the key (`keyMemoryMs`); for the others the ledger says `uncertain`.
 *
 * What every channel keeps to: one recipient per letter, given as an object; an address that is not one plain
 * address, or a header with a line break, is refused before any bytes go out; the letter is a function of the message,
 * so two attempts are byte-identical. One suite, tests/domain/channels, holds for all of them.
 *
 * Callbacks are judged by their raw bytes (signature, ±5 minutes) before anything in them is read.
 */
export { callbackReader, emailChannel } from "./configured";
export { isSendableAddress, oneLine } from "./email/address";
export { sourceOf } from "./email/mime";
export { sandboxChannel } from "./email/sandbox";
export type {
  Bounce,
  BounceClass,
  CallbackReader,
  Capabilities,
  EmailChannel,
  Letter,
  Mailbox,
  Outcome,
  ProviderEvent,
  ProviderEventKind,
} from "./model";
export { providerEventKinds } from "./model";
