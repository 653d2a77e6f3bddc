/** One line of the live stream: an event that was stored, or an input that was refused. */
export type StreamItem =
  | { kind: "event"; key: string; at: Date; event: LiveEvent; problem: Refusal | undefined }
  | { kind: "refusal"; key: string; at: Date; refusal: Refusal };

export interface LiveEvent {
  id: string;
  sourceId: number;
  type: string;
  occurredAt: Date;
  receivedAt: Date;
  payload: string;
  /** Whose it became; null while nobody's, or not read yet. */
  joined: { subjectId: number; customerName: string | null; isCustomer: boolean } | null;
}
export interface Refusal {
  key: string;
  at: Date;
  door: string;
  sourceId: number | null;
  reason: string;
  path: string | null;
  payload: string | null;
  eventId: string | null;
  entity: string;
  state: "open" | "resolved" | "discarded";
  origin: string | null;
  /** As it came, when somebody has corrected it. */
  firstPayload: string | null;
  tries: number;
  triedAt: Date | null;
  settledBy: string | null;
}

/**
 * Events and refusals in one order, newest first. A stored event that could not be processed later stands once, with
 * what was wrong. Refusals older than the oldest event shown are left out: the list of rejected inputs has them all.
 */
export function mergeStream(
  events: readonly LiveEvent[],
  refusals: readonly Refusal[],
  limit: number,
): StreamItem[] {
  const problems = new Map(refusals.flatMap((one) => (one.eventId ? [[one.eventId, one] as const] : [])));
  const shown = new Set(events.map((event) => event.id));
  const oldest = events.length === limit ? events.at(-1)?.receivedAt : undefined;
  const items: StreamItem[] = [
    ...events.map((event) => ({
      kind: "event" as const,
      key: event.id,
      at: event.receivedAt,
      event,
      problem: problems.get(event.id),
    })),
    ...refusals
      .filter((one) => !(one.eventId && shown.has(one.eventId)) && (!oldest || one.at >= oldest))
      .map((refusal) => ({ kind: "refusal" as const, key: refusal.key, at: refusal.at, refusal })),
  ];
  return items.sort((a, b) => b.at.getTime() - a.at.getTime()).slice(0, limit);
}
