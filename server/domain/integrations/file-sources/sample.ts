import { query } from "@/server/kernel/command";
import { conflict, notFound } from "@/server/platform/errors";
import { withPool } from "../imports/pool";
import type { ImportView } from "../queries";
import { receiveImport } from "../receive-import";
import { isLoadable, patternOf } from "./model";
import { withPlace } from "./places/open";
import { sentByPost } from "./queries";
import * as schema from "./schema";
import { findSource, openingOf } from "./store";

/** Fetches one file as an upload that waits for its mapping: to map, to try, and to keep the mapping for its pattern. */
export const openSample = sentByPost(
  query({
    name: "integrations.open-sample",
    permission: "imports:run",
    input: schema.openSample,
    async run(context, { id, fileName }): Promise<ImportView> {
      const ctx = withPool(context);
      const record = await findSource(ctx.db, id);
      if (!record) throw notFound("file source", id);
      const pattern = patternOf(record.patterns, fileName);
      if (!pattern || !isLoadable(pattern.entity))
        throw conflict(`${fileName} fits no pattern that can be loaded. Add one for it.`);
      const { entity } = pattern;
      const { result } = await withPlace(openingOf(record), async (place) => {
        const source = await place.read(fileName);
        return receiveImport(ctx, { fileName, source, rest: async () => ({ entity }) }).finally(() =>
          source.destroy(),
        );
      });
      return result;
    },
  }),
);
