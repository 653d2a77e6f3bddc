import * as integrations from "@/server/domain/integrations";
import { mutationOf, queryOf, router } from "../trpc";

/** Lists as files. They are fetched at /api/exports/…, not here. */
export const exportsRouter = router({
  list: queryOf(integrations.listExports),
  get: queryOf(integrations.getExport),
  describe: queryOf(integrations.describeExport),
  create: mutationOf(integrations.createExport),
  cancel: mutationOf(integrations.cancelExport),
  schedules: queryOf(integrations.listExportSchedules),
  createSchedule: mutationOf(integrations.createExportSchedule),
  setScheduleState: mutationOf(integrations.setExportScheduleState),
  removeSchedule: mutationOf(integrations.deleteExportSchedule),
});
