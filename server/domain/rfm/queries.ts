import { query } from "@/server/kernel/command";
import { notFound } from "@/server/platform/errors";
import { type SegmentCode, segmentCodes, segmentOf } from "./model";
import { migrationRequest, modelId, noInput, type RfmScoring, rfmScoring } from "./schema";
import {
  type AxisRanges,
  type Cell,
  findModel,
  findRun,
  latestRun,
  listRuns,
  listModels as loadModels,
  movesBetween,
  type RfmModelRecord,
} from "./store";

export interface RfmModelView {
  id: string;
  name: string;
  isDefault: boolean;
  scoring: RfmScoring;
  /** What the project calls a named segment, where it is not the product's own name. */
  segmentNames: Partial<Record<SegmentCode, string>>;
}
export const viewOf = (row: RfmModelRecord): RfmModelView => ({
  id: row.id,
  name: row.name,
  isDefault: row.isDefault,
  scoring: rfmScoring.parse(row.scoring),
  segmentNames: row.segmentNames,
});

export const listModels = query({
  name: "rfm.list-models",
  permission: "segments:read",
  input: noInput,
  run: async (ctx): Promise<RfmModelView[]> => (await loadModels(ctx.db)).map(viewOf),
});

export interface SegmentSize {
  code: SegmentCode;
  customers: number;
  monetaryMinor: number;
}
export interface RfmReport {
  model: RfmModelView;
  /** null: never computed yet. */
  run: {
    id: number;
    asOf: string;
    finishedAt: Date;
    customers: number;
    moved: number;
    groups: number;
    cells: Cell[];
    ranges: AxisRanges;
    segments: SegmentSize[];
  } | null;
  runs: { id: number; asOf: string; finishedAt: Date; customers: number; moved: number }[];
}

/** All that the page of a model shows: cells, ranges of the scores, named segments, former runs. */
export const getReport = query({
  name: "rfm.report",
  permission: "segments:read",
  input: modelId,
  async run(ctx, { id }): Promise<RfmReport> {
    const row = await findModel(ctx.db, id);
    if (!row) throw notFound("RFM model", id);
    const [run, runs] = [await latestRun(ctx.db, id), await listRuns(ctx.db, id, 60)];
    return {
      model: viewOf(row),
      run: run
        ? {
            id: run.id,
            asOf: run.asOf,
            finishedAt: run.finishedAt,
            customers: run.customers,
            moved: run.moved,
            groups: run.scoring.groups,
            cells: run.cells,
            ranges: run.bounds,
            segments: sizesOf(run.cells, run.scoring.groups),
          }
        : null,
      runs,
    };
  },
});

function sizesOf(cells: readonly Cell[], groups: number): SegmentSize[] {
  const sizes = new Map<SegmentCode, SegmentSize>(
    segmentCodes.map((code) => [code, { code, customers: 0, monetaryMinor: 0 }]),
  );
  for (const cell of cells) {
    const size = sizes.get(segmentOf(cell, groups));
    if (!size) continue;
    size.customers += cell.customers;
    size.monetaryMinor += cell.monetaryMinor;
  }
  return [...sizes.values()];
}

/** Where people went between two computations, by named segment; null is "no purchases in the period". */
export interface Migration {
  from: SegmentCode | null;
  to: SegmentCode | null;
  customers: number;
}
export interface MigrationReport {
  from: { id: number; asOf: string; sizes: SegmentSize[] };
  to: { id: number; asOf: string; sizes: SegmentSize[] };
  /** Who changed, largest flow first; who stayed is what is left of a segment's size. */
  flows: Migration[];
}

export const getMigrations = query({
  name: "rfm.migrations",
  permission: "segments:read",
  input: migrationRequest,
  async run(ctx, { id, from, to }): Promise<MigrationReport> {
    const [before, after] = [await findRun(ctx.db, id, from), await findRun(ctx.db, id, to)];
    if (!before) throw notFound("RFM run", from);
    if (!after) throw notFound("RFM run", to);
    const [early, late] = before.id <= after.id ? [before, after] : [after, before];
    const flows = new Map<string, Migration>();
    for (const move of await movesBetween(ctx.db, id, early.id, late.id)) {
      const [source, target] = [
        move.from && segmentOf(move.from, early.scoring.groups),
        move.to && segmentOf(move.to, late.scoring.groups),
      ];
      if (source === target) continue;
      const key = `${source}>${target}`;
      const flow = flows.get(key) ?? { from: source, to: target, customers: 0 };
      flow.customers += move.customers;
      flows.set(key, flow);
    }
    const end = (run: typeof early) => ({
      id: run.id,
      asOf: run.asOf,
      sizes: sizesOf(run.cells, run.scoring.groups),
    });
    return {
      from: end(early),
      to: end(late),
      flows: [...flows.values()].sort((a, b) => b.customers - a.customers),
    };
  },
});
