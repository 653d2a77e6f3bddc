import type { Tx } from "@/server/db/client";
import { saveAnnouncements } from "@/server/kernel/command";
import { type ObjectRef, usagesOf } from "@/server/kernel/usages";

/** Somebody entered or left a segment that is listened to, or its members are known now. */
export const movesNoted = "segments/moves.noted";

/** Kind of a reference to a segment whose comings and goings begin something: it stays live, and its moves are announced. */
export const movesListened = "segment_moves";
export const listenersOf = (id: string): ObjectRef => ({ kind: movesListened, id });

/** Tells of moves where anybody listens, once for all these segments: whoever listens knows where she stopped reading. */
export async function tellListeners(tx: Tx, segmentIds: readonly string[]): Promise<void> {
  const heard = await usagesOf(tx, segmentIds.map(listenersOf));
  if (heard.length === 0) return;
  const segments = new Set(heard.map((one) => one.used.id)).size;
  await saveAnnouncements(tx, [{ name: movesNoted, data: { segments } }]);
}
