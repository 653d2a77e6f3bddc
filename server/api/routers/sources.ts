import * as tracking from "@/server/domain/tracking";
import { mutationOf, queryOf, router } from "../trpc";

export const sourcesRouter = router({
  list: queryOf(tracking.listSources),
  get: queryOf(tracking.getSource),
  installation: queryOf(tracking.getInstallation),
  shapes: queryOf(tracking.listEventShapes),
  sendTest: mutationOf(tracking.sendTestEvent),
  create: mutationOf(tracking.createSource),
  update: mutationOf(tracking.updateSourceSettings),
  switch: mutationOf(tracking.switchSource),
  rotateWriteKey: mutationOf(tracking.rotateWriteKey),
});
