import type { Db } from "@/server/db/client";
import { readSettings } from "@/server/domain/account";
import { applyCodes, type ContactReport, noteContacts } from "@/server/domain/customers";
import { codes } from "@/server/domain/customers/contacts/codes";
import type { Context } from "@/server/kernel/context";
import { type Derived, derive, type ProfileValues } from "./derive";
import { noteDomains } from "./store/domains";
import { clearMarks, loadPeople, nextMarks, saveDerived, type Topic, topics } from "./store/people";
import { countDone } from "./store/runs";

const slice = 2_000;

export interface Followed {
  people: number;
  isDone: boolean;
}

/**
 * Works off marks, slice by slice, until none is left or the time is up. People who changed come first, then everybody's
 * turn. Reading and computing happen outside of any transaction; a mark is taken off only when nobody renewed it in
 * between, so that whoever dies in the middle, or works beside another, loses nothing.
 */
export async function followStale(ctx: Context, forMs = 5_000, signal?: AbortSignal): Promise<Followed> {
  const db = ctx.db as Db;
  const until = performance.now() + forMs;
  const { defaultCountry } = await readSettings(db);
  const total: Followed = { people: 0, isDone: false };
  while (!signal?.aborted && performance.now() < until) {
    const people =
      (await followSlice(ctx, topics.changed, defaultCountry)) ||
      (await followSlice(ctx, topics.everybody, defaultCountry));
    total.people += people;
    if (people === 0) return { ...total, isDone: true };
  }
  return total;
}

async function followSlice(ctx: Context, topic: Topic, homeCountry: string): Promise<number> {
  const db = ctx.db as Db;
  const marks = await nextMarks(db, topic, slice);
  if (marks.length === 0) return 0;
  const ids = marks.map((mark) => mark.id);
  const people = await loadPeople(db, ids);
  const derived = await derive(people, homeCountry);
  const now = ctx.clock.now();
  await applyKnownCodes(db, people, derived, now);
  await db.transaction(async (tx) => {
    await clearMarks(tx, topic, marks);
    await saveDerived(tx, ids, derived, now);
    await noteDomains(
      tx,
      derived.flatMap(({ quality }) => quality.emailDomain ?? []),
      now,
    );
    if (topic === topics.everybody) await countDone(tx, marks.length);
  });
  return marks.length;
}

/** Numbers that take no messages get their code; addresses that came back get the one that is kept of them. */
async function applyKnownCodes(
  db: Db,
  people: readonly ProfileValues[],
  derived: readonly Derived[],
  now: Date,
): Promise<void> {
  const mute = people.flatMap((person, i): ContactReport[] =>
    person.phone !== null && derived[i]?.isMute && person.keptPhoneCode !== codes.cannotBeDelivered
      ? [
          {
            kind: "phone",
            value: person.phone,
            customerId: person.id,
            code: codes.cannotBeDelivered,
            at: now,
            ref: "",
            by: "number",
          },
        ]
      : [],
  );
  const differing = people.flatMap((person) => [
    ...(person.email !== null && person.keptEmailCode !== null && person.keptEmailCode !== person.emailCode
      ? [{ kind: "email" as const, value: person.email, customerId: person.id }]
      : []),
    ...(person.phone !== null && person.keptPhoneCode !== null && person.keptPhoneCode !== person.phoneCode
      ? [{ kind: "phone" as const, value: person.phone, customerId: person.id }]
      : []),
  ]);
  if (mute.length === 0 && differing.length === 0) return;
  await db.transaction(async (tx) => {
    if (mute.length > 0) await noteContacts(tx, mute, now);
    await applyCodes(tx, differing, now);
  });
}
