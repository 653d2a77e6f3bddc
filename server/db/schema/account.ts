import {
  bigint,
  boolean,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  smallint,
  text,
  uniqueIndex,
  uuid,
} from "drizzle-orm/pg-core";
import { bigId, createdAt, instant, uuidKey } from "../columns";

export const users = pgTable(
  "users",
  {
    id: uuidKey(),
    /** Canonical: NFKC, lower case. */
    email: text().notNull(),
    name: text().notNull(),
    passwordHash: text(),
    role: text().notNull(),
    locale: text().notNull().default("en"),
    isActive: boolean().notNull().default(true),
    /** The account stops working at this moment by itself. */
    activeUntil: instant(),
    /** Raised to sign the user out everywhere (password change, disable). */
    sessionEpoch: integer().notNull().default(1),
    createdAt: createdAt(),
    lastSeenAt: instant(),
  },
  (t) => [uniqueIndex("users_email").on(t.email)],
);

export const invitations = pgTable(
  "invitations",
  {
    id: uuidKey(),
    email: text().notNull(),
    name: text().notNull().default(""),
    role: text().notNull(),
    activeUntil: instant(),
    tokenHash: text().notNull(),
    invitedBy: uuid().references(() => users.id, { onDelete: "set null" }),
    createdAt: createdAt(),
    expiresAt: instant().notNull(),
    acceptedAt: instant(),
    revokedAt: instant(),
  },
  (t) => [uniqueIndex("invitations_token").on(t.tokenHash)],
);

/** Secret keys for REST. The key itself is shown once; only its hash is kept. */
export const apiKeys = pgTable(
  "api_keys",
  {
    id: uuidKey(),
    name: text().notNull(),
    /** First characters, to recognise it by. */
    prefix: text().notNull(),
    hash: text().notNull(),
    scopes: text().array().notNull(),
    createdBy: uuid().references(() => users.id, { onDelete: "set null" }),
    createdAt: createdAt(),
    lastUsedAt: instant(),
    expiresAt: instant(),
    revokedAt: instant(),
    /** Requests a second; null = the installation's default. */
    ratePerSecond: integer(),
    /** Requests ever made with it: what other processes spent is read from here. */
    requests: bigint({ mode: "number" }).notNull().default(0),
    /** The secret before the last rotation; it works until it expires. */
    previousPrefix: text(),
    previousHash: text(),
    previousExpiresAt: instant(),
    previousUsedAt: instant(),
    rotatedAt: instant(),
  },
  (t) => [uniqueIndex("api_keys_hash").on(t.hash), uniqueIndex("api_keys_previous_hash").on(t.previousHash)],
);

/** Answers of REST requests that came with an Idempotency-Key, kept for a day. */
export const idempotencyKeys = pgTable(
  "idempotency_keys",
  {
    apiKeyId: uuid()
      .notNull()
      .references(() => apiKeys.id, { onDelete: "cascade" }),
    operation: text().notNull(),
    key: text().notNull(),
    /** SHA-256 of method, path, query and body. */
    fingerprint: text().notNull(),
    /** null while somebody is at work on a lease. */
    status: smallint(),
    body: text(),
    leaseUntil: instant(),
    createdAt: createdAt(),
  },
  (t) => [
    primaryKey({ columns: [t.apiKeyId, t.operation, t.key] }),
    index("idempotency_keys_created").on(t.createdAt),
  ],
);

/** Project settings by name; defaults live in the account domain. */
export const settings = pgTable("settings", {
  name: text().primaryKey(),
  value: jsonb().notNull(),
  updatedAt: instant().notNull().defaultNow(),
});

export const auditLog = pgTable(
  "audit_log",
  {
    id: bigId().primaryKey().generatedAlwaysAsIdentity(),
    at: instant().notNull().defaultNow(),
    actorKind: text().notNull(),
    actorId: text(),
    actorLabel: text().notNull(),
    action: text().notNull(),
    subjectType: text(),
    subjectId: text(),
    changes: jsonb(),
    door: text().notNull(),
  },
  (t) => [index("audit_log_at").on(t.at), index("audit_log_subject").on(t.subjectType, t.subjectId)],
);

/** Failed sign-ins, counted per account and per network. */
export const signInFailures = pgTable(
  "sign_in_failures",
  {
    id: bigId().primaryKey().generatedAlwaysAsIdentity(),
    account: text().notNull(),
    network: text().notNull(),
    at: instant().notNull().defaultNow(),
  },
  (t) => [
    index("sign_in_failures_account").on(t.account, t.at),
    index("sign_in_failures_network").on(t.network, t.at),
  ],
);

/** What was announced in a transaction; relayed to the workflow engine after commit, then deleted. */
export const outbox = pgTable("outbox", {
  id: bigId().primaryKey().generatedAlwaysAsIdentity(),
  at: instant().notNull().defaultNow(),
  name: text().notNull(),
  data: jsonb().notNull(),
  /** Same key, same effect: the engine drops the second. */
  dedupeKey: text(),
  attempts: smallint().notNull().default(0),
});

/** Customers whose derived data of one topic (attribution, segments, metrics) is stale. */
export const dirtyCustomers = pgTable(
  "dirty_customers",
  {
    topic: text().notNull(),
    customerId: bigint({ mode: "number" }).notNull(),
    markedAt: instant().notNull().defaultNow(),
  },
  (t) => [primaryKey({ columns: [t.topic, t.customerId] })],
);
