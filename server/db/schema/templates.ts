import { index, integer, jsonb, pgTable, primaryKey, text, uniqueIndex, uuid } from "drizzle-orm/pg-core";
import { createdAt, instant, uuidKey } from "../columns";

/** A letter: a React Email layout with editable content, published as immutable versions. */
export const templates = pgTable(
  "templates",
  {
    id: uuidKey(),
    /** Stable name for recipes and REST. */
    code: text().notNull(),
    name: text().notNull(),
    channel: text().notNull().default("email"),
    /** Which layout of `emails/` renders it. */
    layout: text().notNull(),
    /** Content fields of the layout, Liquid allowed in each. */
    draft: jsonb().notNull().$type<Record<string, unknown>>(),
    /** Language of the letter: its dates, money and footer. */
    locale: text().notNull().default("en"),
    /** Raised on each draft save; a save with a stale revision is refused. */
    draftRevision: integer().notNull().default(1),
    currentVersion: integer(),
    archivedAt: instant(),
    createdBy: uuid(),
    createdAt: createdAt(),
    updatedAt: instant().notNull().defaultNow(),
  },
  (t) => [uniqueIndex("templates_code").on(t.code), index("templates_updated").on(t.updatedAt)],
);

export const templateVersions = pgTable(
  "template_versions",
  {
    templateId: uuid()
      .notNull()
      .references(() => templates.id, { onDelete: "cascade" }),
    version: integer().notNull(),
    layout: text().notNull(),
    locale: text().notNull().default("en"),
    content: jsonb().notNull().$type<Record<string, unknown>>(),
    /** React Email output with its Liquid intact. */
    html: text().notNull(),
    subject: text().notNull(),
    preheader: text().notNull().default(""),
    publishedBy: uuid(),
    publishedAt: createdAt(),
  },
  (t) => [primaryKey({ columns: [t.templateId, t.version] })],
);
