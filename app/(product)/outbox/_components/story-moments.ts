import type { MessageEventKind } from "@/server/domain/messages/model";

/** One thing in a message's life, whichever table knows it. */
export interface StoryMoment {
  kind: MessageEventKind | "entered" | "purchase";
  at: Date;
  isMachine: boolean;
  reason?: string | undefined;
  detail?: string | undefined;
  /** Why it is taken for a machine. */
  verdict?: string | undefined;
  userAgent?: string | undefined;
  url?: string | undefined;
  attempt?: number | undefined;
  provider?: string | undefined;
  until?: Date | undefined;
  /** The channel reports no deliveries: what it took counts as delivered. */
  isAssumed?: boolean | undefined;
  amountMinor?: number | undefined;
  isReceipt?: boolean | undefined;
}

interface Told {
  events: readonly {
    kind: MessageEventKind;
    at: Date;
    isMachine: boolean;
    url: string | null;
    data: Record<string, unknown>;
  }[];
  entry: { enteredAt: Date } | null;
  earned: readonly { kind: "order" | "receipt"; at: Date; amountMinor: number }[];
}

const textOf = (value: unknown): string | undefined =>
  typeof value === "string" && value !== "" ? value : undefined;
const momentOf = (value: unknown): Date | undefined => {
  const at = typeof value === "string" ? new Date(value) : undefined;
  return at && !Number.isNaN(at.getTime()) ? at : undefined;
};

/** The whole story in the order it happened; what happened in one moment keeps the ledger's order. Pure. */
export function storyOf({ events, entry, earned }: Told): StoryMoment[] {
  const entered: StoryMoment[] = entry ? [{ kind: "entered", at: entry.enteredAt, isMachine: false }] : [];
  const happened = events.map(
    ({ kind, at, isMachine, url, data }): StoryMoment => ({
      kind,
      at,
      isMachine,
      url: url ?? undefined,
      reason: textOf(data.reason),
      detail: textOf(data.detail),
      verdict: textOf(data.machine),
      userAgent: textOf(data.userAgent),
      provider: textOf(data.provider),
      attempt: typeof data.attempt === "number" ? data.attempt : undefined,
      until: kind === "deferred" ? momentOf(data.until) : undefined,
      isAssumed: data.assumed === true,
    }),
  );
  const bought = earned.map(
    ({ kind, at, amountMinor }): StoryMoment => ({
      kind: "purchase",
      at,
      isMachine: false,
      amountMinor,
      isReceipt: kind === "receipt",
    }),
  );
  return [...entered, ...happened, ...bought].sort((a, b) => a.at.getTime() - b.at.getTime());
}
