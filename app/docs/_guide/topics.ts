/** The guides, in the order of reading. A new one is docs/marketers/<topic>.md, its Russian counterpart, and a line here. */
export const topics = [
  "getting-started",
  "customers",
  "segments",
  "metrics",
  "rfm",
  "imports",
  "file-sources",
  "exports",
  "products",
  "fields",
  "sources",
  "connections",
  "events",
  "campaigns",
  "templates",
  "outbox",
  "attribution",
  "report",
  "consent",
  "data-quality",
  "duplicates",
  "personal-data",
  "tasks",
  "people-and-rights",
] as const;
export type Topic = (typeof topics)[number];

export const isTopic = (text: string): text is Topic => (topics as readonly string[]).includes(text);
