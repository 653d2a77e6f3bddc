import { eq, or, sql } from "drizzle-orm";
import type { Queryable } from "@/server/db/client";
import { mailingCategories, templates } from "@/server/db/schema";
import { planMessages } from "@/server/domain/messages";
import { AppError } from "@/server/platform/errors";
import { along, constant, leaving, type Work } from "./node-work";
import type { Decision } from "./nodes/kind";
import { type Move, recipientsOf } from "./store/cohorts";

type Send = Extract<Decision, { do: "send" }>;
type How = Pick<Move, "port" | "joins" | "targets">;

/** Puts the cohort's letters into the ledger, in this transaction, and says where its people go from here. */
export async function planLetters(work: Work, send: Send): Promise<How> {
  try {
    // A savepoint: when planning fails half-way, what it wrote is gone and the people can still be moved.
    await work.ctx.db.transaction(async (tx) => {
      const category = send.category || work.version.settings.category;
      await planMessages(tx, {
        source: {
          kind: "campaign",
          id: work.campaign.id,
          version: work.cohort.version,
          nodeId: work.node.id,
        },
        recipients: recipientsOf(work.cohort),
        channel: send.channel,
        templateId: await getPublishedTemplateId(tx, send.template),
        category,
        transactional: await isTransactional(tx, category),
        ...(send.lifetimeMs === undefined ? {} : { expiresAfter: send.lifetimeMs }),
        now: work.now,
      });
    });
  } catch (error) {
    return afterError(work, send, error);
  }
  return afterPlanning(work, send);
}

/** Who could not be written to has a skipped row; where the marketer wants her elsewhere, that row decides. */
function afterPlanning(work: Work, send: Send): How {
  const next = along(work, "next");
  if (send.whenNotSent === "continue") return { port: constant("next"), targets: [next] };
  return {
    port: sql`case when m.state = 'skipped' then 'not_sent' else 'next' end`,
    joins: sql`left join messages m on m.customer_id = p.customer_id and m.planned_at = p.node_entered_at
      and m.participant_id = p.id and m.node_id = ${work.node.id} and m.channel = ${send.channel}`,
    targets: [
      next,
      send.whenNotSent === "branch" ? along(work, "not_sent") : leaving("not_sent", "dropped", "not_sent"),
    ],
  };
}

/** A fault of the node's own settings is decided by its rule; anything else is tried again by the engine. */
function afterError(work: Work, send: Send, error: unknown): How {
  if (!(error instanceof AppError) || error.code === "unavailable" || error.code === "internal") throw error;
  work.ctx.log.warn(
    { campaignId: work.campaign.id, nodeId: work.node.id, err: error },
    "a node could not do its work",
  );
  if (send.onError === "continue") return { port: constant("next"), targets: [along(work, "next")] };
  return { port: constant("error"), targets: [leaving("error", "dropped", "node_error")] };
}

async function getPublishedTemplateId(db: Queryable, named: string): Promise<string> {
  const [row] = await db
    .select({ id: templates.id, version: templates.currentVersion, archivedAt: templates.archivedAt })
    .from(templates)
    .where(or(sql`${templates.id}::text = ${named}`, eq(templates.code, named)));
  if (row && row.version !== null && row.archivedAt === null) return row.id;
  throw new AppError(
    "precondition_failed",
    `The template ${JSON.stringify(named)} is not there or not published. Publish it, or choose another.`,
  );
}

async function isTransactional(db: Queryable, category: string): Promise<boolean> {
  if (category === "") return false;
  const [row] = await db
    .select({ isTransactional: mailingCategories.isTransactional })
    .from(mailingCategories)
    .where(eq(mailingCategories.code, category));
  return row?.isTransactional === "yes";
}
