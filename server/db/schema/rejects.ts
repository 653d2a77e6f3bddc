import { sql } from "drizzle-orm";
import { index, integer, pgTable, smallint, text, uuid } from "drizzle-orm/pg-core";
import { rejectText } from "@/server/domain/rejects/model";
import { bigId, instant } from "../columns";

/** Input that was refused, by any door, with its reason: kept to be corrected and tried again. */
export const rejectedInputs = pgTable(
  "rejected_inputs",
  {
    id: bigId().primaryKey().generatedAlwaysAsIdentity(),
    at: instant().notNull().defaultNow(),
    /** tracking | consumer | rest | file | sql | bus | webhook */
    door: text().notNull(),
    /** What it was meant to be: event | customer | order | receipt | product | category | store | other */
    entity: text().notNull().default("event"),
    sourceId: smallint(),
    /** The file, connection, queue or operation it came by, in words. */
    origin: text(),
    code: text(),
    reason: text().notNull(),
    path: text(),
    /** The event's id in the log, when it got that far. */
    eventId: uuid(),
    /** When it happened, of an event that is in the log: a part of its key. */
    occurredAt: instant(),
    payload: text(),
    /** The payload as it came, once somebody has corrected it. */
    firstPayload: text(),
    /** open | resolved | discarded */
    state: text().notNull().default("open"),
    tries: integer().notNull().default(0),
    triedAt: instant(),
    /** Who settled or tried it last. */
    settledBy: text(),
  },
  (t) => [
    index("rejected_inputs_at").on(t.at, t.id),
    index("rejected_inputs_state").on(t.state, t.at, t.id),
    index("rejected_inputs_source").on(t.sourceId, t.at),
    index("rejected_inputs_text").using("gin", sql.raw(`(${rejectText}) gin_trgm_ops`)),
  ],
);
