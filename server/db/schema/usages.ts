import { index, pgTable, primaryKey, text } from "drizzle-orm/pg-core";

/** Which object refers to which: written by the referring one when it is saved. See `server/kernel/usages.ts`. */
export const usages = pgTable(
  "usages",
  {
    userKind: text().notNull(),
    userId: text().notNull(),
    userLabel: text().notNull(),
    usedKind: text().notNull(),
    usedId: text().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.userKind, t.userId, t.usedKind, t.usedId] }),
    index("usages_used").on(t.usedKind, t.usedId),
  ],
);
