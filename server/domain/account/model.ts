import { z } from "zod";
import { isRole, type Role, roles } from "@/server/kernel/access";

export const locales = ["en", "ru"] as const;
export type Locale = (typeof locales)[number];

export const roleSchema = z.enum(roles);
export { isRole, type Role };

export const minPasswordLength = 12;
/** Too common to protect anything, whatever their length. */
const commonPasswords = new Set([
  "password1234",
  "123456789012",
  "qwertyuiop12",
  "administrator",
  "carilloncarillon",
  "passwordpassword",
  "letmeinletmein",
]);

/** Why a password is refused, or undefined. Length is what counts; composition rules only annoy. */
export function passwordProblem(
  password: string,
  email: string,
): "too_short" | "too_long" | "too_common" | "same_as_email" | undefined {
  if (password.length < minPasswordLength) return "too_short";
  if (password.length > 200) return "too_long";
  if (commonPasswords.has(password.toLowerCase()) || /^(.)\1+$/.test(password)) return "too_common";
  if (email && password.toLowerCase().includes(email.toLowerCase())) return "same_as_email";
  return undefined;
}

/** A signed-in user's account still works at `now`. */
export const isAccountLive = (user: { isActive: boolean; activeUntil: Date | null }, now: Date): boolean =>
  user.isActive && (user.activeUntil === null || user.activeUntil > now);

/** Sign-in address: NFKC, lower case. Undefined when it is no address. */
export function canonicalUserEmail(text: string): string | undefined {
  const email = text.normalize("NFKC").trim().toLowerCase();
  return email.length <= 254 && /^[^\s@,;<>"'\\]+@[^\s@,;<>"'\\]+\.[^\s@,;<>"'\\]+$/.test(email)
    ? email
    : undefined;
}

/** The network that failures are counted by: /24 of IPv4, /64 of IPv6. */
export function networkPrefix(address: string): string {
  const plain = address.replace(/^::ffff:/, "");
  if (/^\d+\.\d+\.\d+\.\d+$/.test(plain)) return plain.split(".").slice(0, 3).join(".");
  return plain.split(":").slice(0, 4).join(":");
}

export const invitationDays = 7;
/** Failures after which an account (or a network) waits, and for how long at first. */
export const signInLimits = { perAccount: 10, perNetwork: 50, windowMinutes: 15 };
