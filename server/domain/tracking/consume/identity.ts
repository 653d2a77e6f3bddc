/** Who a visitor is, as one event says it. */
export interface SignIn {
  visitorId: number;
  customerId: number;
  at: Date;
  eventId: string;
}
export interface KnownVisitor {
  id: number;
  anonymousId: string;
  customerId: number | null;
  joinedAt: Date | null;
  joinedBy: string | null;
}
/** A visitor that changes hands: from nobody (`from` is its own number), or from another customer. */
export interface Join {
  visitor: KnownVisitor;
  from: number;
  to: number;
  at: Date;
  eventId: string;
}

/**
 * A visitor is the customer who signed in on it first, by the events' own time (then the lower event id). Whatever
 * the order of arrival, the same customer wins; a shared device does not hand one person's past to the next.
 */
export function decideJoins(visitors: readonly KnownVisitor[], signIns: readonly SignIn[]): Join[] {
  const first = new Map<number, SignIn>();
  for (const signIn of signIns) {
    const known = first.get(signIn.visitorId);
    if (!known || isEarlier(signIn, known)) first.set(signIn.visitorId, signIn);
  }
  const joins: Join[] = [];
  for (const visitor of visitors) {
    const signIn = first.get(visitor.id);
    if (!signIn) continue;
    const { customerId, joinedAt, joinedBy } = visitor;
    if (
      customerId !== null &&
      joinedAt !== null &&
      !isEarlier(signIn, { at: joinedAt, eventId: joinedBy ?? "" })
    )
      continue;
    joins.push({
      visitor,
      from: customerId ?? visitor.id,
      to: signIn.customerId,
      at: signIn.at,
      eventId: signIn.eventId,
    });
  }
  return joins;
}

const isEarlier = (a: { at: Date; eventId: string }, b: { at: Date; eventId: string }): boolean =>
  a.at.getTime() !== b.at.getTime() ? a.at < b.at : a.eventId < b.eventId;
