import type { z } from "zod";
import { query, type UseCase } from "@/server/kernel/command";
import { notFound } from "@/server/platform/errors";
import { addressee } from "./commands";
import {
  type AfterImport,
  type Connection,
  compareFiles,
  type FileEntity,
  type FilePattern,
  type FileState,
  isIgnored,
  isLoadable,
  type PlaceKind,
  patternOf,
} from "./model";
import { sharedFolder } from "./places/folder";
import { withPlace } from "./places/open";
import * as schema from "./schema";
import {
  countFiles,
  findSource,
  type LookResult,
  openingOf,
  pageOfFiles,
  readSources,
  type SourceRecord,
} from "./store";

/** A file source as people see it: never its secret. */
export interface FileSourceView {
  id: string;
  name: string;
  kind: PlaceKind;
  connection: Connection;
  hasSecret: boolean;
  hostKey: string | null;
  patterns: FilePattern[];
  everyMinutes: number;
  afterImport: AfterImport;
  writesRejects: boolean;
  state: "active" | "paused";
  isChecking: boolean;
  nextCheckAt: Date | null;
  lastCheckAt: Date | null;
  lastResult: LookResult | null;
  error: string | null;
  files: Partial<Record<FileState, number>>;
  createdBy: string | null;
  createdAt: Date;
}

export const sourceView = (
  record: SourceRecord,
  counts: readonly { state: FileState; files: number }[],
): FileSourceView => ({
  id: record.id,
  name: record.name,
  kind: record.connection.kind,
  connection: record.connection,
  hasSecret: record.secret !== null,
  hostKey: record.hostKey,
  patterns: record.patterns,
  everyMinutes: record.everyMinutes,
  afterImport: record.afterImport,
  writesRejects: record.writesRejects,
  state: record.state,
  isChecking: record.checkRequestedAt !== null,
  nextCheckAt: record.state === "active" ? record.nextCheckAt : null,
  lastCheckAt: record.lastCheckAt,
  lastResult: record.lastResult,
  error: record.error,
  files: Object.fromEntries(counts.map((one) => [one.state, one.files])),
  createdBy: record.createdBy,
  createdAt: record.createdAt,
});

export const listFileSources = query({
  name: "integrations.list-file-sources",
  permission: "sources:read",
  input: schema.nothing,
  async run(ctx): Promise<{ items: FileSourceView[]; hasSharedFolder: boolean }> {
    const counts = await countFiles(ctx.db);
    const items = (await readSources(ctx.db)).map((one) =>
      sourceView(
        one,
        counts.filter((count) => count.sourceId === one.id),
      ),
    );
    return { items, hasSharedFolder: sharedFolder() !== undefined };
  },
});

export const getFileSource = query({
  name: "integrations.get-file-source",
  permission: "sources:read",
  input: schema.sourceId,
  async run(ctx, { id }): Promise<FileSourceView> {
    const record = await findSource(ctx.db, id);
    if (!record) throw notFound("file source", id);
    return sourceView(
      record,
      (await countFiles(ctx.db)).filter((count) => count.sourceId === id),
    );
  },
});

export const listSourceFiles = query({
  name: "integrations.list-source-files",
  permission: "sources:read",
  input: schema.listSourceFiles,
  async run(ctx, { id, limit, before }) {
    const rows = await pageOfFiles(ctx.db, id, limit + 1, before);
    const items = rows.slice(0, limit);
    return { items, nextBefore: rows.length > limit ? (items.at(-1)?.id ?? null) : null };
  },
});

export interface FoundFile {
  name: string;
  size: number;
  modifiedAt: Date;
  /** null: no pattern fits. */
  entity: FileEntity | null;
  pattern: string | null;
  isLoadable: boolean;
}

/** A query that is sent like a command, so that what it carries stands in no address and no log. */
export const sentByPost = <Input extends z.ZodType, Output>(
  one: UseCase<Input, Output, "query">,
): UseCase<Input, Output, "command"> =>
  Object.assign((ctx: Parameters<typeof one>[0], input: z.input<Input>) => one(ctx, input), {
    useCaseName: one.useCaseName,
    permission: one.permission,
    input: one.input,
    kind: "command" as const,
  });

/** Connects as typed and shows what is there, and which pattern each file fits. Changes nothing. */
export const testFileSource = sentByPost(
  query({
    name: "integrations.test-file-source",
    permission: "sources:write",
    input: schema.testFileSource,
    async run(ctx, { id, connection, secret, hostKey, patterns }) {
      const known = id === undefined ? undefined : await findSource(ctx.db, id);
      const isSame = known !== undefined && addressee(known.connection) === addressee(connection);
      const opening = {
        connection,
        secret: secret ?? (isSame ? openingOf(known).secret : {}),
        hostKey: hostKey ?? (isSame ? known.hostKey : null),
      };
      const { result, hostKey: shown } = await withPlace(opening, (place) => place.list());
      const files = result
        .filter((file) => !isIgnored(file.name))
        .map((file): FoundFile => {
          const fit = patternOf(patterns, file.name);
          return {
            ...file,
            entity: fit?.entity ?? null,
            pattern: fit?.pattern ?? null,
            isLoadable: fit !== undefined && isLoadable(fit.entity),
          };
        })
        .sort(compareFiles);
      return { hostKey: shown, total: files.length, files: files.slice(0, 200) };
    },
  }),
);
