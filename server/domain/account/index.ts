/**
 * The company's own side: its people, keys, settings and the trail of what they changed.
 *
 * A user has one role; the role table in `kernel/access.ts` says what it allows. The owner is made once, at /setup with
 * the token printed by the first start; everybody else by invitation (a link, 7 days, used once). A user stops working
 * at once when disabled, when the end date passes, or when the password changes: `session_epoch` is part of every
 * session and is compared on every request. At least one live administrator always remains.
 *
 * Passwords: 12 characters or more, scrypt. Failed sign-ins are counted in Postgres per account-and-network and per
 * network; ten (fifty) within 15 minutes close that door, never the account as such.
 * API keys and tokens are random 256-bit values kept as SHA-256; they are shown once. A key is rotated by giving it a new
 * secret while the old one works on for a while; both are watched, so it is seen when nobody uses the old one any more.
 * Nobody can give a key more than they may do themselves.
 */
export * from "./api-keys";
export * from "./bootstrap";
export * from "./commands";
export * from "./open-doors";
export * from "./queries";
export { defaultProjectSettings, type ProjectSettings, projectSettings } from "./settings";
export * from "./sign-in";
export { readSettings } from "./store";
