import { z } from "zod";
import { locales } from "./model";

const zone = z.string().refine((name) => {
  try {
    new Intl.DateTimeFormat("en", { timeZone: name });
    return true;
  } catch {
    return false;
  }
}, "Use an IANA time zone such as Europe/Moscow.");
const webAddress = z.url({ protocol: /^https?$/ });

/** Project settings with their defaults: the one list that the form, the API and the code read. */
export const projectSettings = z.object({
  company: z.string().trim().max(120).default(""),
  siteUrl: z.union([webAddress, z.literal("")]).default(""),
  postalAddress: z.string().trim().max(300).default(""),
  supportEmail: z.union([z.email(), z.literal("")]).default(""),
  locale: z.enum(locales).default("en"),
  timeZone: zone.default("UTC"),
  /** ISO 4217. */
  currency: z
    .string()
    .regex(/^[A-Z]{3}$/, "Use a three-letter currency code such as EUR.")
    .default("EUR"),
  /** Completes phone numbers without a country code. */
  defaultCountry: z
    .string()
    .regex(/^[A-Z]{2}$/, "Use a two-letter country code such as RU.")
    .default("RU"),
  senderName: z.string().trim().max(120).default(""),
  senderEmail: z.union([z.email(), z.literal("")]).default(""),
  replyTo: z.union([z.email(), z.literal("")]).default(""),
  utmSource: z.string().trim().max(60).default("carillon"),
  utmMedium: z.string().trim().max(60).default("email"),
  /** Days after an opened or clicked message in which a purchase counts as earned by it. */
  attributionDays: z.number().int().min(1).max(90).default(7),
});
export type ProjectSettings = z.output<typeof projectSettings>;
export const defaultProjectSettings = (): ProjectSettings => projectSettings.parse({});

/** Any subset of the settings; what is absent stays as it is (so no defaults are filled in). */
export const projectSettingsChanges = z.object(
  Object.fromEntries(
    Object.entries(projectSettings.shape).map(([name, field]) => [name, field.unwrap().optional()]),
  ),
) as unknown as z.ZodType<Partial<ProjectSettings>, Partial<ProjectSettings>>;
