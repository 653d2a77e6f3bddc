/**
 * Campaigns: chains that speak to customers at the right moment.
 *
 * Words. A campaign is a graph: one trigger, then actions. Its draft is a definition that may be half-done; publishing
 * makes an immutable version of it (`graph.ts`, `validate-graph.ts`). An entry of one customer is a participant; the
 * participants who came to one node together are a cohort. What a kind of node is (settings, ports, words, what to
 * decide) stands in `nodes/<kind>/`; docs/guides/add-a-chain-node.md says how to add one.
 *
 * Campaign: draft → active ⇄ paused → stopped → active …; archived from draft or stopped.
 *   Paused: nobody enters or moves on, the clock keeps running; who became due meanwhile goes on at resume.
 *   Stopped: nobody enters; people on their way finish, or are dropped at once, as the one who stops it says.
 * Cohort: ready (the node's work is to be done) → waiting (until due_at) → done.
 * Participant: active → finished (the chain ended) | exited (an exit node) | dropped (with the reason).
 *
 * Moving. `advanceCohort` locks the campaign (shared) and the cohort, asks the node for its decision (pure, by cohort),
 * and carries it out with set statements: the number of statements does not depend on the number of people. Children
 * of the cohort are announced in the same transaction (`campaigns/cohort.ready`). Every move is conditional on the
 * cohort and node it leaves, so a second delivery, a concurrent call or a call too early changes nothing. People on
 * their way stay on the version they entered. Each entry passes each node once per coming to it: a way round must
 * hold a wait, and a letter's id is made of the entry, the node and the moment of coming to it.
 *
 * A filter that the engine calls is put off, for half a minute at most, until the log of events is read up to the moment
 * its cohort came: after a restart, an order that was accepted meanwhile counts before a letter is written.
 *
 * Entering (abandoned cart). Who may enter is one list of conditions (`store/cart-entries.ts`), used by the scan and by
 * "why is she not in" alike. Key: container and last action; a key never enters twice. Times at which time alone lets
 * somebody in are computed, not polled: a campaign has one alarm (`campaign_alarms`), set when carts change, and the
 * scan that it rings sets the next one. Carts due within half a second share a scan.
 *
 * Entering (moves). Who comes into a segment, leaves it, or is found elsewhere by a computation of RFM. A campaign keeps its
 * place in the log of moves (`campaign_cursors`), and a pass takes in everybody past it as one cohort while it moves the
 * cursor on in the same transaction: a move is looked at once, whatever is killed. The cursor may trust positions: whoever
 * writes moves of a segment holds its row, and computations of a model take turns, so they commit in their order. A segment
 * is kept current for as long as a running campaign begins with it. Key: the move.
 *
 * After a crash. All state is in Postgres; the engine is only woken. `announceForgottenCohorts` finds cohorts that
 * should have moved, `watchCarts` and `watchMoves` have every
 * running campaign look once more; all run each minute and at start.
 *
 * Report. Every number is a count over the participants of the chosen versions and period and over their ledger rows,
 * and resolves to those people by the same condition (`report-metrics.ts`).
 */
export { type Advance, advanceCohort } from "./advance-cohort";
export * from "./commands";
export { enterDue } from "./enter-due";
export { watchCarts } from "./enter-from-carts";
export { watchMoves } from "./enter-from-moves";
export { alarmSetData, alarmSetName, cohortReadyData, cohortReadyName } from "./events";
export * from "./explain";
export * from "./lifecycle";
export * from "./queries";
export { announceForgottenCohorts } from "./reconcile";
export { type CampaignReport, getCampaignReport, type MessageCounts, type NodeReport } from "./report";
export type { ReportDay } from "./report-by-day";
export { type ReportMetric, type ReportPerson, reportMetrics, reportPeople } from "./report-people";
