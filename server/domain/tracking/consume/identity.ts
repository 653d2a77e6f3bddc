/** By signing in, or by the link of a letter. Any sign-in outweighs a link: a letter may have been forwarded. */
export type JoinedHow = "sign-in" | "link";

/** Who a visitor is, as one event says it. */
export interface SignIn {
  visitorId: number;
  customerId: number;
  at: Date;
  eventId: string;
  how: JoinedHow;
}
export interface KnownVisitor {
  id: number;
  anonymousId: string;
  customerId: number | null;
  joinedAt: Date | null;
  joinedBy: string | null;
  joinedHow: JoinedHow | null;
}
/** A visitor that changes hands: from nobody (`from` is its own number), or from another customer. */
export interface Join {
  visitor: KnownVisitor;
  from: number;
  to: number;
  at: Date;
  eventId: string;
  how: JoinedHow;
}

/**
 * A visitor is the customer who signed in on it first, by the events' own time (then the lower event id); if nobody
 * has, the one whose letter's link led there first. Whatever the order of arrival, the same customer wins; a shared
 * device does not hand one person's past to the next, and a forwarded letter names its reader only until she signs in.
 */
export function decideJoins(visitors: readonly KnownVisitor[], signIns: readonly SignIn[]): Join[] {
  const first = new Map<number, SignIn>();
  for (const signIn of signIns) {
    const known = first.get(signIn.visitorId);
    if (!known || isStronger(signIn, known)) first.set(signIn.visitorId, signIn);
  }
  const joins: Join[] = [];
  for (const visitor of visitors) {
    const signIn = first.get(visitor.id);
    if (!signIn) continue;
    const { customerId, joinedAt, joinedBy, joinedHow } = visitor;
    if (
      customerId !== null &&
      joinedAt !== null &&
      !isStronger(signIn, { at: joinedAt, eventId: joinedBy ?? "", how: joinedHow ?? "sign-in" })
    )
      continue;
    joins.push({
      visitor,
      from: customerId ?? visitor.id,
      to: signIn.customerId,
      at: signIn.at,
      eventId: signIn.eventId,
      how: signIn.how,
    });
  }
  return joins;
}

type Said = { at: Date; eventId: string; how: JoinedHow };
const isStronger = (a: Said, b: Said): boolean => (a.how === b.how ? isEarlier(a, b) : a.how === "sign-in");

const isEarlier = (a: { at: Date; eventId: string }, b: { at: Date; eventId: string }): boolean =>
  a.at.getTime() !== b.at.getTime() ? a.at < b.at : a.eventId < b.eventId;
