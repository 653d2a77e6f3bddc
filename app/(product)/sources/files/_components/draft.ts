import type { FilePattern, FileSourceView } from "@/server/domain/integrations";
import {
  type AfterImport,
  type PlaceKind,
  type PlaceSecret,
  usualPatterns,
} from "@/server/domain/integrations/file-sources/model";

/** What the form holds: every kind of place side by side, so that changing the kind loses nothing. */
export interface SourceDraft {
  name: string;
  kind: PlaceKind;
  host: string;
  port: number;
  username: string;
  folder: string;
  endpoint: string;
  region: string;
  bucket: string;
  prefix: string;
  isPathStyle: boolean;
  secret: PlaceSecret;
  hostKey: string | null;
  patterns: FilePattern[];
  everyMinutes: number;
  afterImport: AfterImport;
  writesRejects: boolean;
}

export function draftOf(view: FileSourceView | undefined): SourceDraft {
  const fresh: SourceDraft = {
    name: "",
    kind: "sftp",
    host: "",
    port: 22,
    username: "",
    folder: "/",
    endpoint: "",
    region: "us-east-1",
    bucket: "",
    prefix: "",
    isPathStyle: false,
    secret: {},
    hostKey: null,
    patterns: usualPatterns,
    everyMinutes: 15,
    afterImport: "archive",
    writesRejects: true,
  };
  if (!view) return fresh;
  const { name, kind, connection, hostKey, patterns, everyMinutes, afterImport, writesRejects } = view;
  return { ...fresh, ...connection, name, kind, hostKey, patterns, everyMinutes, afterImport, writesRejects };
}

export function inputOf(draft: SourceDraft) {
  const { name, hostKey, patterns, everyMinutes, afterImport, writesRejects } = draft;
  const given = Object.fromEntries(Object.entries(draft.secret).filter(([, value]) => value)) as PlaceSecret;
  return {
    name,
    connection: connectionOf(draft),
    hostKey,
    patterns,
    everyMinutes,
    afterImport,
    writesRejects,
    ...(Object.keys(given).length > 0 ? { secret: given } : {}),
  };
}

function connectionOf(draft: SourceDraft) {
  if (draft.kind === "sftp") {
    const { host, port, username, folder } = draft;
    return { kind: "sftp" as const, host, port, username, folder };
  }
  if (draft.kind === "s3") {
    const { endpoint, region, bucket, prefix, isPathStyle } = draft;
    return { kind: "s3" as const, endpoint, region, bucket, prefix, isPathStyle };
  }
  return { kind: "folder" as const, folder: draft.folder.replace(/^\/+/, "") };
}
