import * as segments from "@/server/domain/segments";
import { mutationOf, queryOf, router } from "../trpc";

export const segmentsRouter = router({
  list: queryOf(segments.listSegments),
  get: queryOf(segments.getSegment),
  members: queryOf(segments.listMembersOf),
  preview: queryOf(segments.previewSegment),
  funnel: queryOf(segments.segmentFunnel),
  explain: queryOf(segments.explainSegment),
  names: queryOf(segments.nameThings),
  values: queryOf(segments.knownValues),
  versions: queryOf(segments.listVersions),
  trend: queryOf(segments.segmentTrend),
  moves: queryOf(segments.listMoves),
  sales: queryOf(segments.segmentSales),
  overlap: queryOf(segments.segmentOverlap),
  setLive: mutationOf(segments.setLive),
  count: mutationOf(segments.countSegment),
  create: mutationOf(segments.createSegment),
  createSample: mutationOf(segments.createSample),
  update: mutationOf(segments.updateSegment),
  delete: mutationOf(segments.deleteSegment),
  addPeople: mutationOf(segments.addToList),
  addByIdentity: mutationOf(segments.addByIdentity),
  removePeople: mutationOf(segments.removeFromList),
});
