import { sql } from "drizzle-orm";
import { z } from "zod";
import { query } from "@/server/kernel/command";
import { invalid } from "@/server/platform/errors";
import { customerFilter, listCustomers as listCustomersInput } from "../schema";
import { findPage } from "./find-page";
import { countMatching, matchingIds } from "./matching";
import type { ListPosition } from "./order";
import { loadRows } from "./rows";
import { scopeOf } from "./scope";

/** People, one page at a time. A page may be short and still have a next one: the search goes on there. */
export const listCustomers = query({
  name: "customers.list",
  permission: "customers:read",
  input: listCustomersInput,
  async run(ctx, { sort, order: direction, limit, cursor, attributes, ...filter }) {
    const now = ctx.clock.now();
    const scope = await scopeOf(ctx.db, filter, now);
    const after = cursor === undefined ? undefined : readCursor(cursor);
    const page = await findPage(ctx.db, scope, { sort, direction, after, limit });
    const ids = page.rows.map((row) => row.id);
    return {
      items: await loadRows(ctx.db, ids, attributes, now),
      nextCursor: page.next ? writeCursor(page.next) : null,
      /** Nobody is written as searched for: these are spelled alike. */
      isGuess: scope.isGuess,
    };
  },
});

const countedUpTo = 10_000;
const countingMs = 1_500;
/** How many people match: exact up to 10,000; beyond, `isMore` and an estimate that says it is one. */
export const countMatches = query({
  name: "customers.count",
  permission: "customers:read",
  input: customerFilter,
  async run(ctx, filter) {
    const scope = await scopeOf(ctx.db, filter, ctx.clock.now());
    return countMatching(ctx.db, scope, countedUpTo, countingMs);
  },
});

/** Exactly how many: asked before something is done to all of them. */
export const countExactly = query({
  name: "customers.count-exactly",
  permission: "customers:read",
  input: customerFilter,
  async run(ctx, filter) {
    const scope = await scopeOf(ctx.db, filter, ctx.clock.now());
    const [row] = await ctx.db.execute<{ n: number }>(
      sql`select count(*)::int as n from (${matchingIds(scope)}) x`,
    );
    return { count: row?.n ?? 0 };
  },
});

const position = z.tuple([z.string().max(400).nullable(), z.number().int()]);
const writeCursor = (at: ListPosition) =>
  Buffer.from(JSON.stringify([at.value, at.id])).toString("base64url");
function readCursor(text: string): ListPosition {
  try {
    const [value, id] = position.parse(JSON.parse(Buffer.from(text, "base64url").toString("utf8")));
    return { value, id };
  } catch {
    throw invalid("cursor: use page.next_cursor of the page before.", [
      { path: "cursor", message: "is not one of ours" },
    ]);
  }
}
