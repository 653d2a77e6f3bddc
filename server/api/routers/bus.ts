import * as bus from "@/server/domain/bus";
import { mutationOf, queryOf, router } from "../trpc";

export const busRouter = router({
  list: queryOf(bus.listBusConnections),
  get: queryOf(bus.getBusConnection),
  tryMessage: queryOf(bus.tryBusMessage),
  create: mutationOf(bus.createBusConnection),
  update: mutationOf(bus.updateBusConnection),
  setActive: mutationOf(bus.setBusConnectionActive),
  delete: mutationOf(bus.deleteBusConnection),
  replay: mutationOf(bus.replayBusRejects),
});
