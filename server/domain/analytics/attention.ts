/** What asks for a person's attention, worst first. Pure: facts in, remarks out. */

export interface AttentionFacts {
  lagSeconds: number;
  unreadEvents: number;
  rejectedLastDay: number;
  failedImports: readonly { id: string; fileName: string }[];
  pausedCampaigns: readonly { id: string; name: string }[];
  /** Switched off by themselves, after days of failure. */
  disabledWebhooks: readonly { id: string; name: string }[];
  /** Of the last 7 days. */
  sent: number;
  bounced: number;
  complained: number;
  uncertain: number;
  failed: number;
  /** Letters leave the machine, so a sender is needed. */
  leavesMachine: boolean;
  hasSender: boolean;
}

export type Attention =
  | { kind: "reader_behind"; level: "bad"; lagSeconds: number; unreadEvents: number }
  | { kind: "complaints"; level: "bad"; share: number; count: number }
  | { kind: "bounces"; level: "bad"; share: number; count: number }
  | { kind: "sender_missing"; level: "bad" }
  | { kind: "webhook_disabled"; level: "bad"; id: string; name: string }
  | { kind: "import_failed"; level: "warn"; id: string; fileName: string }
  | { kind: "uncertain"; level: "warn"; count: number }
  | { kind: "failed"; level: "warn"; count: number }
  | { kind: "campaign_paused"; level: "warn"; id: string; name: string }
  | { kind: "events_rejected"; level: "warn"; count: number };

/** The reader normally keeps within a second; a minute means that it is stuck or drowned. */
const toleratedLagSeconds = 60;
/** Mailbox providers start to mistrust a sender around these shares; below this many letters a share says little. */
const bounceShare = 0.02;
const complaintShare = 0.001;
const fewestLetters = 200;

export function attentionOf(facts: AttentionFacts): Attention[] {
  const found: Attention[] = [];
  const { sent, bounced, complained, lagSeconds, unreadEvents } = facts;
  if (lagSeconds > toleratedLagSeconds)
    found.push({ kind: "reader_behind", level: "bad", lagSeconds, unreadEvents });
  if (facts.leavesMachine && !facts.hasSender) found.push({ kind: "sender_missing", level: "bad" });
  if (sent >= fewestLetters && complained / sent > complaintShare)
    found.push({ kind: "complaints", level: "bad", share: complained / sent, count: complained });
  if (sent >= fewestLetters && bounced / sent > bounceShare)
    found.push({ kind: "bounces", level: "bad", share: bounced / sent, count: bounced });
  for (const { id, name } of facts.disabledWebhooks)
    found.push({ kind: "webhook_disabled", level: "bad", id, name });
  for (const { id, fileName } of facts.failedImports)
    found.push({ kind: "import_failed", level: "warn", id, fileName });
  if (facts.uncertain > 0) found.push({ kind: "uncertain", level: "warn", count: facts.uncertain });
  if (facts.failed > 0) found.push({ kind: "failed", level: "warn", count: facts.failed });
  for (const { id, name } of facts.pausedCampaigns)
    found.push({ kind: "campaign_paused", level: "warn", id, name });
  if (facts.rejectedLastDay > 0)
    found.push({ kind: "events_rejected", level: "warn", count: facts.rejectedLastDay });
  return found;
}
