import { sql } from "drizzle-orm";
import { z } from "zod";
import { toDateOrNull } from "@/server/db/client";
import { query } from "@/server/kernel/command";
import { invalid } from "@/server/platform/errors";
import { countRejects, pageOfRejects } from "./list-store";
import { listRejectsInput, rejectFilter } from "./schema";

const position = z.object({
  r: z.tuple([z.string().max(40), z.number()]).optional(),
  i: z.tuple([z.string().max(40), z.uuid(), z.number()]).optional(),
});

function readCursor(cursor: string | undefined): z.output<typeof position> {
  if (cursor === undefined) return {};
  try {
    return position.parse(JSON.parse(Buffer.from(cursor, "base64url").toString("utf8")));
  } catch {
    throw invalid("cursor: start again from the first page.", [
      { path: "cursor", message: "is not one of this list" },
    ]);
  }
}

/** What was refused, newest first. Page 1,000 costs what page 1 costs. */
export const listRejects = query({
  name: "rejects.list",
  permission: "events:read",
  input: listRejectsInput,
  async run(ctx, { limit, cursor, ...filter }) {
    const { rows, next } = await pageOfRejects(ctx.db, filter, limit, readCursor(cursor));
    return {
      rows,
      nextCursor: next ? Buffer.from(JSON.stringify(next)).toString("base64url") : null,
    };
  },
});

export const countMatchingRejects = query({
  name: "rejects.count",
  permission: "events:read",
  input: rejectFilter,
  run: (ctx, filter) => countRejects(ctx.db, filter),
});

/** What is open, by way in: for the head of the list. */
export const summarizeRejects = query({
  name: "rejects.summarize",
  permission: "events:read",
  input: z.object({}).default({}),
  async run(ctx) {
    const rows = await ctx.db.execute<{ door: string; open: number; last: string | null }>(sql`
      select door, count(*)::int as open, max(at) as last from rejected_inputs where state = 'open' group by door
      union all
      select 'import', count(*)::int, max(j.at) from import_rejects j join imports i on i.id = j.import_id
      where j.state = 'open' and not i.is_dry_run having count(*) > 0
      order by 2 desc`);
    return rows.map((row) => ({ door: row.door, open: row.open, lastAt: toDateOrNull(row.last) }));
  },
});
