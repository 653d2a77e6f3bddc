import type { Db } from "@/server/db/client";
import { type CommandContext, command } from "@/server/kernel/command";
import { sha256 } from "@/server/platform/crypto";
import { conflict, notFound } from "@/server/platform/errors";
import { randomSecret } from "@/server/platform/ids";
import { recordEvents } from "./ingest/server-events";
import {
  createSourceInput,
  rotateWriteKeyInput,
  sendTestInput,
  switchSourceInput,
  updateSourceInput,
} from "./schema";
import {
  findSource,
  insertSource,
  insertSourceIfNew,
  isCodeTaken,
  readSources,
  type SourceRow,
  updateSource,
} from "./source-store";

const maxSources = 1_000;
const newWriteKey = () => `wk_${randomSecret(24)}`;

/** `My Shop` → `my-shop`, `my-shop-2`. Letters of other alphabets leave nothing: those get `source`. */
async function freeCode(ctx: CommandContext, name: string): Promise<string> {
  const base =
    name
      .toLowerCase()
      .replace(/[^a-z0-9]+/g, "-")
      .replace(/^-+|-+$/g, "")
      .slice(0, 40) || "source";
  for (let no = 1; no <= maxSources; no++) {
    const code = no === 1 ? base : `${base}-${no}`;
    if (!(await isCodeTaken(ctx.db, code))) return code;
  }
  throw conflict(`There are too many sources named ${JSON.stringify(name)}.`);
}

export const createSource = command({
  name: "tracking.create-source",
  permission: "sources:write",
  input: createSourceInput,
  async run(ctx, input): Promise<SourceRow> {
    if ((await readSources(ctx.db)).length >= maxSources)
      throw conflict(`There can be at most ${maxSources} sources.`);
    const source = await insertSource(ctx.db, {
      name: input.name,
      code: await freeCode(ctx, input.name),
      domain: input.domain ?? null,
      writeKey: newWriteKey(),
      createdAt: ctx.clock.now(),
    });
    ctx.audit({ subjectType: "source", subjectId: source.id, changes: { name: source.name } });
    return source;
  },
});

export const updateSourceSettings = command({
  name: "tracking.update-source",
  permission: "sources:write",
  input: updateSourceInput,
  async run(ctx, { id, ...changes }): Promise<SourceRow> {
    return await changeSource(ctx, id, changes, changes);
  },
});

/** A source that is switched off answers 401; what it sent before stays. */
export const switchSource = command({
  name: "tracking.switch-source",
  permission: "sources:write",
  input: switchSourceInput,
  run: (ctx, { id, isActive }): Promise<SourceRow> => changeSource(ctx, id, { isActive }, { isActive }),
});

/** The old key stops working within seconds, or after the hours it is given. */
export const rotateWriteKey = command({
  name: "tracking.rotate-write-key",
  permission: "sources:write",
  input: rotateWriteKeyInput,
  async run(ctx, { id, keepOldHours }): Promise<SourceRow> {
    const source = await findSource(ctx.db, id);
    if (!source) throw notFound("source", id);
    const old =
      keepOldHours > 0
        ? {
            oldWriteKey: source.writeKey,
            oldKeyUntil: new Date(ctx.clock.now().getTime() + keepOldHours * 3_600_000),
          }
        : { oldWriteKey: null, oldKeyUntil: null };
    return await changeSource(
      ctx,
      id,
      { writeKey: newWriteKey(), ...old },
      { writeKey: "replaced", keepOldHours },
    );
  },
});

/** An event of nobody's browser, to see that the way is open. It goes where all events go. */
export const sendTestEvent = command({
  name: "tracking.send-test-event",
  permission: "sources:write",
  input: sendTestInput,
  async run(ctx, { id }) {
    const source = await findSource(ctx.db, id);
    if (!source) throw notFound("source", id);
    if (!source.isActive) throw conflict("This source is switched off. Switch it on first.");
    const now = ctx.clock.now();
    const [result] = await recordEvents(
      ctx.db,
      [
        {
          type: "track",
          event: "Test Event",
          anonymousId: "carillon-test",
          timestamp: now.toISOString(),
          properties: { sent_from: "Carillon" },
        },
      ],
      { now, sourceId: id },
    );
    return { eventId: result?.id ?? null };
  },
});

async function changeSource(
  ctx: CommandContext,
  id: number,
  change: Parameters<typeof updateSource>[2],
  audited: Record<string, unknown>,
): Promise<SourceRow> {
  const source = await updateSource(ctx.db, id, change);
  if (!source) throw notFound("source", id);
  ctx.audit({ subjectType: "source", subjectId: id, changes: audited });
  return source;
}

/** Start-up: makes sure that a source with this key exists. Safe to repeat, also with another key. */
export async function ensureFirstSource(db: Db, { writeKey }: { writeKey: string }): Promise<void> {
  const existing = await readSources(db);
  if (existing.some((source) => source.writeKey === writeKey)) return;
  const code = existing.some((source) => source.code === "website")
    ? `website-${sha256(writeKey).slice(0, 6)}`
    : "website";
  await insertSourceIfNew(db, { name: "Website", code, writeKey });
}
