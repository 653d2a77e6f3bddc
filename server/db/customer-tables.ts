/**
 * Every table that holds rows of a person, and what merging, erasing and exporting do with them. The one list: a table
 * with a `customer_id` that is missing here fails tests/db/customer-tables.test.ts, so nothing of a person is left
 * behind, given away or forgotten by a table that somebody adds later.
 */

/**
 * What becomes of a donor's rows when two people turn out to be one.
 * move: they get the survivor's number, their keys cannot meet hers.
 * unite: where both have a row of the same key, the one that comes first by `best` stays; columns of `sum` are added up.
 * rekey: as move, but a text column of a unique key gets the donor's number appended where it meets hers.
 * leave: the merge deals with them by itself, or they are computed anew.
 * drop: they are worthless without their owner.
 */
export type MergeRule =
  | { how: "move"; unless?: string }
  | { how: "unite"; best: string; sum?: readonly string[] }
  | { how: "rekey"; column: string; within: readonly string[] }
  | { how: "leave" }
  | { how: "drop" };

/**
 * What erasing does. strip: the row stays for the totals, with these columns set (SQL over the row).
 * keep: it holds numbers and states only.
 */
export type EraseRule = { how: "delete" } | { how: "strip"; set: Record<string, string> } | { how: "keep" };

export interface CustomerTable {
  /** The rest of the key, beside the owner's column. */
  key: readonly string[];
  merge: MergeRule;
  erase: EraseRule;
  /** Left out of the export of a person: derived, or only our own bookkeeping. */
  isInternal?: boolean;
}

/** A message that a sender holds is written by it under its present number: it follows a little later. */
const isClaimed = (id: string) =>
  `exists (select 1 from messages c where c.customer_id = t.customer_id and c.planned_at = t.planned_at and c.id = t.${id} and c.state = 'claimed')`;

const noContent = { attributes: "'{}'::jsonb" };

/** In the order in which merging takes them: visitors first, because the reader of the log waits for them. */
export const customerTables: Record<string, CustomerTable> = {
  visitors: { key: ["id"], merge: { how: "move" }, erase: { how: "delete" } },
  customer_identities: { key: ["kind", "value"], merge: { how: "move" }, erase: { how: "delete" } },
  identity_contests: {
    key: ["kind", "value", "contender"],
    merge: { how: "move" },
    erase: { how: "delete" },
    isInternal: true,
  },
  customer_metrics: { key: [], merge: { how: "leave" }, erase: { how: "keep" } },
  subscriptions: {
    key: ["channel", "category"],
    // The most restrictive stays.
    merge: {
      how: "unite",
      best: "case t.state when 'unsubscribed' then 0 when 'pending' then 1 else 2 end, t.changed_at desc",
    },
    erase: { how: "delete" },
  },
  consent_log: { key: ["id"], merge: { how: "move" }, erase: { how: "delete" } },
  customer_tags: {
    key: ["tag_id"],
    merge: { how: "unite", best: "t.expires_at desc nulls first" },
    erase: { how: "delete" },
  },
  field_leftovers: {
    key: ["object", "code", "record_key"],
    merge: { how: "move" },
    erase: { how: "delete" },
  },
  bulk_job_people: {
    key: ["job_id"],
    merge: { how: "unite", best: "t.before is null" },
    erase: { how: "delete" },
    isInternal: true,
  },
  customer_events: { key: ["occurred_at", "id"], merge: { how: "move" }, erase: { how: "delete" } },
  visits: {
    key: ["started_at", "origin_id"],
    merge: { how: "unite", best: "t.last_event_at desc" },
    erase: { how: "delete" },
  },
  product_views: {
    key: ["kind", "item_id", "origin_id"],
    merge: { how: "unite", best: "t.last_at desc", sum: ["views", "additions", "weight"] },
    erase: { how: "delete" },
  },
  carts: {
    key: ["container"],
    merge: { how: "unite", best: "t.last_action_at desc" },
    erase: { how: "delete" },
  },
  record_keys: {
    key: ["kind", "external_id"],
    merge: { how: "move" },
    erase: { how: "strip", set: { external_id: "'erased:' || t.id" } },
    isInternal: true,
  },
  orders: {
    key: ["id"],
    merge: { how: "move" },
    erase: {
      how: "strip",
      set: {
        ...noContent,
        external_id: "'erased:' || t.id",
        number: "null",
        promo_code: "null",
        source_event_id: "null",
      },
    },
  },
  order_lines: {
    key: ["order_id", "line_no"],
    merge: { how: "move" },
    // Which goods were sold stays; what somebody wrote about them does not.
    erase: {
      how: "strip",
      set: {
        ...noContent,
        name: "(select p.name from products p where p.id = t.product_id)",
        product_external_id: "(select p.external_id from products p where p.id = t.product_id)",
      },
    },
  },
  receipts: {
    key: ["id"],
    merge: { how: "move" },
    erase: {
      how: "strip",
      set: {
        ...noContent,
        external_id: "'erased:' || t.id",
        number: "null",
        // What it pays for is told by the order's new name, or the purchase would count twice.
        order_external_id:
          "(select 'erased:' || k.id from record_keys k where k.kind = 'order' and (k.external_id = t.order_external_id or 'erased:' || k.id = t.order_external_id))",
      },
    },
  },
  receipt_lines: {
    key: ["receipt_id", "line_no"],
    merge: { how: "move" },
    erase: {
      how: "strip",
      set: {
        ...noContent,
        name: "(select p.name from products p where p.id = t.product_id)",
        product_external_id: "(select p.external_id from products p where p.id = t.product_id)",
      },
    },
  },
  campaign_participants: {
    key: ["id"],
    merge: { how: "rekey", column: "trigger_key", within: ["campaign_id"] },
    erase: { how: "strip", set: { context: "'{}'::jsonb", trigger_key: "'erased:' || t.id" } },
  },
  campaign_steps: {
    key: ["participant_id", "node_id", "entered_at"],
    merge: { how: "move" },
    erase: { how: "keep" },
  },
  message_contents: {
    key: ["planned_at", "message_id"],
    merge: { how: "move", unless: isClaimed("message_id") },
    erase: { how: "delete" },
  },
  message_events: {
    key: ["at", "id"],
    merge: { how: "move", unless: isClaimed("message_id") },
    erase: { how: "strip", set: { data: "'{}'::jsonb", url: "null" } },
  },
  messages: {
    key: ["planned_at", "id"],
    merge: { how: "move", unless: "t.state = 'claimed'" },
    erase: {
      how: "strip",
      set: {
        address: "null",
        subject: "null",
        detail: "null",
        context: "'{}'::jsonb",
        provider_message_id: "null",
      },
    },
  },
  order_attributions: {
    key: ["purchase_kind", "purchase_id"],
    merge: { how: "move" },
    erase: { how: "keep" },
    isInternal: true,
  },
  webhook_events: { key: ["id"], merge: { how: "move" }, erase: { how: "delete" }, isInternal: true },
  customer_quality: { key: [], merge: { how: "drop" }, erase: { how: "delete" } },
  quality_suggestions: { key: ["kind"], merge: { how: "drop" }, erase: { how: "delete" }, isInternal: true },
  rfm_scores: { key: ["model_id"], merge: { how: "drop" }, erase: { how: "delete" } },
  rfm_moves: {
    key: ["model_id", "run_id"],
    merge: { how: "unite", best: "t.moved_on desc" },
    erase: { how: "delete" },
  },
  // Habits and favourites; the sums that reports need are in customer_metrics and in the purchases themselves.
  purchase_metrics: { key: [], merge: { how: "drop" }, erase: { how: "delete" } },
  predictions: { key: [], merge: { how: "drop" }, erase: { how: "delete" } },
  segment_members: {
    key: ["segment_id"],
    merge: { how: "unite", best: "t.entered_at" },
    erase: { how: "delete" },
  },
  segment_moves: { key: ["id"], merge: { how: "move" }, erase: { how: "keep" } },
  segment_marks: { key: ["id"], merge: { how: "drop" }, erase: { how: "delete" }, isInternal: true },
  customer_merges: { key: ["id"], merge: { how: "move" }, erase: { how: "delete" } },
  customer_match_keys: {
    key: ["kind", "key"],
    merge: { how: "drop" },
    erase: { how: "delete" },
    isInternal: true,
  },
  duplicate_suggestions: {
    key: ["other_id"],
    merge: { how: "leave" },
    erase: { how: "delete" },
    isInternal: true,
  },
  dirty_customers: { key: ["topic"], merge: { how: "drop" }, erase: { how: "delete" }, isInternal: true },
  erasures: { key: ["id"], merge: { how: "leave" }, erase: { how: "keep" }, isInternal: true },
};
