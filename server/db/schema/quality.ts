import {
  bigint,
  boolean,
  date,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  smallint,
  text,
  uuid,
} from "drizzle-orm/pg-core";
import { bigId, instant, uuidKey } from "../columns";

/**
 * What is known of an address from using it: kept by the address, so that another one starts with a clean record.
 * Only addresses about which there is something to tell have a row.
 */
export const contactHealth = pgTable(
  "contact_health",
  {
    /** email | phone */
    kind: text().notNull(),
    value: text().notNull(),
    /** Contact code: 0 good, 1-29 soft, 30+ hard. */
    code: smallint().notNull().default(0),
    /** Since when it has this code. */
    codeAt: instant(),
    /** Who says so: provider | complaint | dns | number | rule | person. */
    codeBy: text(),
    /** When something last arrived there. */
    lastSuccessAt: instant(),
    /** Let in again by a person; what happened before that counts no more. */
    unblockedAt: instant(),
  },
  (t) => [primaryKey({ columns: [t.kind, t.value] })],
);

/** Soft failures, one a message, for the rule of seven in a month. */
export const contactSoftBounces = pgTable(
  "contact_soft_bounces",
  {
    kind: text().notNull(),
    value: text().notNull(),
    /** The message that did not arrive: told twice, it counts once. */
    ref: text().notNull(),
    at: instant().notNull(),
  },
  (t) => [primaryKey({ columns: [t.kind, t.value, t.ref] }), index("contact_soft_bounces_at").on(t.at)],
);

/** What follows from a profile's own values: rewritten whenever they change, never written by hand. */
export const customerQuality = pgTable(
  "customer_quality",
  {
    customerId: bigint({ mode: "number" }).primaryKey(),
    emailDomain: text(),
    /** gmail | mailru | yandex | outlook | icloud | … | other */
    emailProvider: text(),
    /** info@, noreply@: a function, not a person. */
    isRoleEmail: boolean().notNull().default(false),
    isDisposableEmail: boolean().notNull().default(false),
    /** mobile | fixed_line | fixed_line_or_mobile | toll_free | … | unknown */
    phoneType: text(),
    phoneCountry: text(),
    /** By the numbering plan; a number may have moved to another since. */
    operator: text(),
    phoneRegion: text(),
    /** ISO 3166-1. */
    country: text(),
    /** ISO 3166-2 where known (RU-MOW), the name otherwise. */
    region: text(),
    /** The canonical name, in English; screens show it in the reader's language. */
    city: text(),
    /** What the values say; without it the project's own zone applies. */
    timeZone: text(),
    /** profile | city | phone | region | null: the project's. */
    timeZoneFrom: text(),
    /** Codes of server/domain/customers/problems.ts. */
    problems: text().array().notNull().default([]),
    computedAt: instant().notNull(),
  },
  (t) => [
    index("customer_quality_problems").using("gin", t.problems),
    index("customer_quality_domain").on(t.emailDomain),
  ],
);

/** Corrections that somebody may accept; nothing is changed before that. */
export const qualitySuggestions = pgTable(
  "quality_suggestions",
  {
    customerId: bigint({ mode: "number" }).notNull(),
    /** email_typo | name_case | name_order | gender | … */
    kind: text().notNull(),
    /** Old and new value by field: `{"email": {"from": …, "to": …}}`. */
    changes: jsonb().notNull().$type<Record<string, { from: string | null; to: string | null }>>(),
    /** pending | accepting | accepted | rejecting | rejected | undoing */
    state: text().notNull().default("pending"),
    /** Why an accepted one could not be written: the address is another customer's. */
    refusal: text(),
    runId: uuid(),
    suggestedAt: instant().notNull(),
    decidedAt: instant(),
    decidedBy: text(),
  },
  (t) => [
    primaryKey({ columns: [t.customerId, t.kind] }),
    index("quality_suggestions_review").on(t.kind, t.state, t.customerId),
    index("quality_suggestions_run").on(t.runId, t.state),
  ],
);

/** Work over many people, with its true progress. */
export const qualityRuns = pgTable(
  "quality_runs",
  {
    id: uuidKey(),
    /** recompute | accept | reject | undo */
    kind: text().notNull(),
    /** Of which suggestions. */
    suggestionKind: text(),
    undoes: uuid(),
    /** running | done | cancelled */
    state: text().notNull().default("running"),
    total: integer().notNull().default(0),
    done: integer().notNull().default(0),
    /** Of those done: values that changed. */
    changed: integer().notNull().default(0),
    /** Of those done: could not be written. */
    refused: integer().notNull().default(0),
    startedAt: instant().notNull(),
    finishedAt: instant(),
    startedBy: text().notNull(),
  },
  (t) => [index("quality_runs_started").on(t.startedAt)],
);

/** Mail domains: whether they take mail, and whose servers do it. */
export const mailDomains = pgTable("mail_domains", {
  domain: text().primaryKey(),
  /** unchecked | accepts | no_mail | no_domain */
  state: text().notNull().default("unchecked"),
  mxHost: text(),
  /** Whose servers they are: yandex, google … */
  provider: text(),
  checkedAt: instant(),
  /** When it is worth asking again. */
  expiresAt: instant().notNull(),
  /** Failures to get any answer since the last one. */
  attempts: smallint().notNull().default(0),
});

/** The state of the base, one row a day. */
export const qualitySnapshots = pgTable("quality_snapshots", {
  /** In the project's zone. */
  day: date({ mode: "string" }).primaryKey(),
  computedAt: instant().notNull(),
  /** How long counting took. */
  tookMs: integer().notNull(),
  customers: bigId().notNull(),
  figures: jsonb().notNull().$type<Record<string, number>>(),
  /** Largest groups: providers, operators, zones. */
  groups: jsonb().notNull().$type<Record<string, [string, number][]>>(),
});
