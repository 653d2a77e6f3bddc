import { sql } from "drizzle-orm";
import { bigint, timestamp, uuid } from "drizzle-orm/pg-core";

/** An instant, stored in UTC. Names end in `At`. */
export const instant = () => timestamp({ withTimezone: true, mode: "date" });
/** Numbers of high-volume nouns; safe integers on the JavaScript side. */
export const bigId = () => bigint({ mode: "number" });
export const uuidKey = () => uuid().primaryKey().default(sql`gen_random_uuid()`);
export const createdAt = () => instant().notNull().defaultNow();
/** Minor units of the project's currency (kopecks, cents). */
export const minorUnits = () => bigint({ mode: "number" });
