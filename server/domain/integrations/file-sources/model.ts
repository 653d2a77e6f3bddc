/** What a file source is, and which of its files mean what. Pure. */
import type { ImportEntity } from "../fields/catalogue";
import type { Mapping } from "../fields/mapping";
import type { FormatChoices } from "../schema";

export const placeKinds = ["sftp", "s3", "folder"] as const;
export type PlaceKind = (typeof placeKinds)[number];

export const afterImports = ["archive", "delete", "keep"] as const;
export type AfterImport = (typeof afterImports)[number];

export const checkEvery = [5, 15, 30, 60, 180, 360, 720, 1440] as const;

export const fileStates = [
  "growing",
  "waiting",
  "importing",
  "loaded",
  "failed",
  "duplicate",
  "unsupported",
  "unmatched",
] as const;
export type FileState = (typeof fileStates)[number];

/** In the order of loading: what refers comes after what it refers to. */
export const loadOrder = [
  "categories",
  "products",
  "stores",
  "customers",
  "receipts",
  "orders",
  "items",
  "events",
  "bonuses",
  "promocodes",
  "dictionaries",
] as const;
export type FileEntity = (typeof loadOrder)[number];
export const isLoadable = (entity: FileEntity): entity is ImportEntity =>
  !["items", "events", "bonuses", "promocodes", "dictionaries"].includes(entity);

export interface FilePattern {
  /** `*` and `?` as in a shell; case does not matter. */
  pattern: string;
  entity: FileEntity;
  /** null: by the names of the columns, as the mapping screen would propose. */
  mapping: Mapping | null;
  format: FormatChoices;
}

const named = (pattern: string, entity: FileEntity): FilePattern => ({
  pattern,
  entity,
  mapping: null,
  format: {},
});
/** The usual names; the more exact first, because the first that fits decides. */
export const usualPatterns: FilePattern[] = [
  named("product_cat*.csv*", "categories"),
  named("product_items*.csv*", "products"),
  named("stores*.csv*", "stores"),
  named("clients*.csv*", "customers"),
  named("receipts*.csv*", "receipts"),
  named("orders*.csv*", "orders"),
  named("items*.csv*", "items"),
  named("events*.csv*", "events"),
  named("bonuses*.csv*", "bonuses"),
  named("promocodes*.csv*", "promocodes"),
  named("dictionaries*.csv*", "dictionaries"),
];

/** A file name against `*` and `?`, without a regular expression: a hostile pattern costs at most length × length. */
export function matchesPattern(pattern: string, fileName: string): boolean {
  const p = pattern.toLowerCase();
  const name = fileName.toLowerCase();
  let at = 0;
  let inName = 0;
  let star = -1;
  let retry = 0;
  while (inName < name.length) {
    if (at < p.length && (p[at] === "?" || (p[at] === name[inName] && p[at] !== "*"))) {
      at++;
      inName++;
    } else if (p[at] === "*") {
      star = at++;
      retry = inName;
    } else if (star >= 0) {
      at = star + 1;
      inName = ++retry;
    } else return false;
  }
  while (p[at] === "*") at++;
  return at === p.length;
}

export const patternOf = (patterns: readonly FilePattern[], name: string): FilePattern | undefined =>
  patterns.find((one) => matchesPattern(one.pattern, name));

/** Files that are still being written under a name of their own, and those that nobody means. */
export const isIgnored = (name: string): boolean =>
  name.startsWith(".") || /\.(?:tmp|part|partial|filepart|crdownload|swp)$|~$|\.rejects\.csv$/i.test(name);

/** Digits of the time in a name (`orders_20260131_1005.csv`), so that older files come first; empty without one. */
export const stampOf = (name: string): string =>
  (/(?:19|20)\d\d[-_.]?\d\d[-_.]?\d\d(?:[-_.T]?\d{2,9})*/.exec(name)?.[0] ?? "").replace(/\D/g, "");

export interface SeenFile {
  name: string;
  size: number;
  modifiedAt: Date;
}
/** Which of two waiting files is loaded first: by kind, by the time in the name, by age, by name. */
export function compareFiles(
  a: SeenFile & { entity: FileEntity | null },
  b: SeenFile & { entity: FileEntity | null },
): number {
  const rank = (entity: FileEntity | null) => (entity === null ? 99 : loadOrder.indexOf(entity));
  const [left, right] = [stampOf(a.name), stampOf(b.name)];
  return (
    rank(a.entity) - rank(b.entity) ||
    (left < right ? -1 : left > right ? 1 : 0) ||
    a.modifiedAt.getTime() - b.modifiedAt.getTime() ||
    (a.name < b.name ? -1 : 1)
  );
}

export interface SftpConnection {
  host: string;
  port: number;
  username: string;
  folder: string;
}
export interface S3Connection {
  endpoint: string;
  region: string;
  bucket: string;
  prefix: string;
  isPathStyle: boolean;
}
export interface FolderConnection {
  folder: string;
}
export type Connection =
  | ({ kind: "sftp" } & SftpConnection)
  | ({ kind: "s3" } & S3Connection)
  | ({ kind: "folder" } & FolderConnection);

/** Never leaves the server: kept sealed. */
export interface PlaceSecret {
  password?: string | undefined;
  privateKey?: string | undefined;
  passphrase?: string | undefined;
  accessKeyId?: string | undefined;
  secretAccessKey?: string | undefined;
}
