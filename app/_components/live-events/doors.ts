import { rejectDoors } from "@/server/domain/rejects/model";

/** Where an input may be refused. */
export const doors = rejectDoors;
export { isRejectDoor as isDoor, type RejectDoor as Door } from "@/server/domain/rejects/model";
