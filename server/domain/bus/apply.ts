import { isTransientDbError, type Tx } from "@/server/db/client";
import {
  type CustomerInput,
  mergeCustomers,
  type RowProblem,
  upsertCustomers,
} from "@/server/domain/customers";
import {
  type OrderInput,
  orderChanged,
  type ReceiptInput,
  upsertOrders,
  upsertReceipts,
} from "@/server/domain/orders";
import { acceptEvents } from "@/server/domain/tracking";
import { saveAnnouncements } from "@/server/kernel/command";
import type { Context } from "@/server/kernel/context";
import type { Understood } from "./message";
import { layersOf, type Meaning, stepOrder } from "./model";

export interface Refusal {
  message: Understood;
  code: string;
  path: string;
  reason: string;
}
type Outcome = { problems: RowProblem[] } | undefined;
type Json = Record<string, unknown>;

const via = "bus";
const channel = "pos";

/**
 * The effect of a batch, in the caller's transaction: set statements per meaning and step, the order of each person's
 * messages kept. A message that the database itself refuses is found by halving and refused alone.
 */
export async function applyMessages(
  ctx: Context,
  tx: Tx,
  messages: readonly Understood[],
): Promise<Refusal[]> {
  const refusals: Refusal[] = [];
  let purchases = 0;
  for (const layer of layersOf(messages))
    for (const meaning of stepOrder) {
      const group = layer.filter((message) => message.meaning === meaning);
      refusals.push(...(await applyGroup(ctx, tx, meaning, group)));
      if (meaning === "order" || meaning === "receipt") purchases += group.length;
    }
  if (purchases > refusals.length)
    await saveAnnouncements(tx, [{ name: orderChanged, data: { count: purchases, via } }]);
  return refusals;
}

async function applyGroup(
  ctx: Context,
  tx: Tx,
  meaning: Meaning,
  group: readonly Understood[],
): Promise<Refusal[]> {
  if (group.length === 0) return [];
  try {
    return await tx.transaction((inner) => applyOnce(ctx, inner, meaning, group));
  } catch (error) {
    if (isTransientDbError(error)) throw error;
    const [only] = group;
    if (group.length === 1 && only) {
      ctx.log.warn(
        { err: error, messageId: only.id, type: only.type },
        "a message of the bus cannot be applied",
      );
      const reason = error instanceof Error ? error.message : String(error);
      return [{ message: only, code: "not_applicable", path: "", reason: `It cannot be applied: ${reason}` }];
    }
    const half = Math.ceil(group.length / 2);
    return [
      ...(await applyGroup(ctx, tx, meaning, group.slice(0, half))),
      ...(await applyGroup(ctx, tx, meaning, group.slice(half))),
    ];
  }
}

async function applyOnce(
  ctx: Context,
  tx: Tx,
  meaning: Meaning,
  group: readonly Understood[],
): Promise<Refusal[]> {
  const now = ctx.clock.now();
  const outcomes = await outcomesOf(ctx, tx, meaning, group, now);
  return group.flatMap((message, i) => {
    const problems = outcomes[i]?.problems ?? [];
    const [first] = problems;
    return first
      ? [
          {
            message,
            code: first.code,
            path: first.path,
            reason: problems.map((one) => one.message).join(" "),
          },
        ]
      : [];
  });
}

async function outcomesOf(
  ctx: Context,
  tx: Tx,
  meaning: Meaning,
  group: readonly Understood[],
  now: Date,
): Promise<Outcome[]> {
  const refusedOf = (results: readonly { outcome: string; problems: RowProblem[] }[]) =>
    results.map((result) => (result.outcome === "rejected" ? { problems: result.problems } : undefined));
  switch (meaning) {
    case "customer":
      return refusedOf(await upsertCustomers(tx, group.map(personOf), { via, now }));
    case "card":
      return refusedOf(await upsertCustomers(tx, group.map(cardHolderOf), { via, now }));
    case "merge":
      return mergeAll(tx, group, now);
    case "order":
      return refusedOf(
        (
          await upsertOrders(tx, group.map(purchaseOf) as unknown as OrderInput[], {
            via,
            now,
            initial: { channel },
          })
        ).results,
      );
    case "receipt":
      return refusedOf(
        (
          await upsertReceipts(tx, group.map(purchaseOf) as unknown as ReceiptInput[], {
            via,
            now,
            initial: { channel },
          })
        ).results,
      );
    case "event":
      return refusedOf((await acceptEvents({ ...ctx, db: tx }, { items: group.map(eventOf) })).results);
    case "ignore":
      return [];
  }
}

const personOf = ({ record, at }: Understood): CustomerInput => ({ ...record, ...(at ? { at } : {}) });
function cardHolderOf({ record, at }: Understood): CustomerInput {
  const person = (record.customer ?? {}) as Json;
  const card = record.card ?? record.number;
  return { ...person, identities: [{ kind: "card", value: card }], ...(at ? { at } : {}) };
}
const purchaseOf = ({ record, at }: Understood): Json => ({
  ...(at && record.occurredAt === undefined ? { occurredAt: at.toISOString() } : {}),
  ...record,
});

function eventOf({ record, at, eventName, type, id }: Understood) {
  const { customer, properties, name, context, ...rest } = record;
  return {
    id: `bus:${id}`.slice(0, 255),
    name: String(eventName ?? name ?? type).slice(0, 200),
    ...(at ? { occurredAt: at.toISOString() } : {}),
    ...(customer === undefined ? {} : { customer: namedIn(customer as Json) }),
    // Whatever the message says beside the customer is the event's own.
    properties: { ...rest, ...((properties ?? {}) as Json) } as Record<string, never>,
    ...(context === undefined ? {} : { context: context as Record<string, never> }),
  };
}
const namedIn = ({ id, externalId, email }: Json) => ({
  ...(typeof id === "number" ? { id } : {}),
  ...(externalId === undefined ? {} : { externalId: String(externalId) }),
  ...(typeof email === "string" ? { email } : {}),
});

/** Both are made when unknown: whatever still comes for the merged one then finds the survivor. */
async function mergeAll(tx: Tx, group: readonly Understood[], now: Date): Promise<Outcome[]> {
  const pairs = group.map(({ record }) => [record.survivor ?? {}, record.merged ?? {}] as CustomerInput[]);
  const results = await upsertCustomers(tx, pairs.flat(), { via, now });
  const outcomes: Outcome[] = [];
  const requests = group.flatMap((_, i) => {
    const [keep, gone] = [results[i * 2], results[i * 2 + 1]];
    const problems = [...(keep?.problems ?? []), ...(gone?.problems ?? [])];
    const isFine = keep?.customerId && gone?.customerId;
    outcomes.push(isFine ? undefined : { problems });
    return isFine && keep.customerId && gone.customerId
      ? [
          {
            ids: [keep.customerId, gone.customerId],
            keepId: keep.customerId,
            rule: "bus",
            choices: { external_id: keep.customerId },
          },
        ]
      : [];
  });
  await mergeCustomers(tx, requests, { now, actor: "Message bus" });
  return outcomes;
}
