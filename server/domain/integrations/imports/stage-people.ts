import type { Db } from "@/server/db/client";
import { copyValue } from "@/server/db/copy";
import {
  type BulkReading,
  type CustomerInput,
  createStager,
  readCustomer,
  stagedColumns,
  takeSubjectIds,
} from "@/server/domain/customers";
import { type BoundField, rowInput } from "../fields/mapping";

/** Rows that are judged and applied together. Fixed: which rows are plain depends on where blocks begin. */
export const blockRows = 20_000;
export const blockOf = (n: number): number => Math.floor((n - 1) / blockRows);

/** What a staging table of customers has besides its cells: who each row makes, and what she said of letters. */
export const peopleColumns = [...stagedColumns, { name: "consents", type: "text" }];

export interface PeopleReader {
  /** Makes sure that this many rows can be numbered. */
  prepare(rows: number): Promise<void>;
  /** Values of `peopleColumns` in COPY's text format. */
  read(cells: readonly string[], n: number, isBroken: boolean): string;
}

/** Reads rows of customers while they are staged, so that applying plain ones needs nothing but SQL. */
export function createPeopleReader(
  db: Db,
  bound: readonly BoundField[],
  { rules, allowsPlain }: BulkReading,
  now: Date,
): PeopleReader {
  const stager = createStager();
  let numbers: number[] = [];
  let block = 0;
  const nextId = () => {
    const id = numbers.pop();
    if (id === undefined) throw new Error("More rows were read than numbered.");
    return id;
  };
  return {
    async prepare(rows) {
      if (numbers.length >= rows) return;
      // On the pool: the connection that stages is in the middle of its COPY.
      const taken = await takeSubjectIds(db, Math.max(rows, 5_000));
      // Used from the end: the rows of a file are numbered in its order.
      numbers = [...taken.reverse(), ...numbers];
    },
    read(cells, n, isBroken) {
      if (blockOf(n) !== block) {
        block = blockOf(n);
        stager.startBlock();
      }
      const input = isBroken || !allowsPlain ? undefined : rowInput(bound, cells);
      const write = input && readCustomer(input.record as CustomerInput, rules, now);
      const consents = input && hasAny(input.subscriptions) ? JSON.stringify(input.subscriptions) : null;
      return `${stager.stagedCustomer(write, nextId)}\t${copyValue(consents)}`;
    },
  };
}

function hasAny(record: object): boolean {
  for (const _ in record) return true;
  return false;
}
