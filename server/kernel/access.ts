/** Who may do what. Pure; the UI reads the same table to hide what a person cannot do. */
export const permissions = [
  "home:read",
  "customers:read",
  "customers:write",
  "customers:export",
  /** Forgetting a person for good. */
  "customers:erase",
  "events:read",
  /** Events that a server tells. */
  "events:write",
  "products:read",
  "products:write",
  "orders:read",
  "orders:write",
  "segments:read",
  "segments:write",
  "templates:read",
  "templates:write",
  "campaigns:read",
  "campaigns:write",
  /** Start, pause, resume, stop: what reaches people. */
  "campaigns:publish",
  "messages:read",
  "messages:send-test",
  "reports:read",
  "imports:read",
  "imports:run",
  "sources:read",
  "sources:write",
  "settings:read",
  "settings:write",
  "users:read",
  "users:write",
  "api-keys:read",
  "api-keys:write",
  "audit:read",
  /** Give a saved view of a list to a role or to everybody. */
  "views:share",
  /** A key that may replace its own secret. */
  "key:rotate",
  /** One's own profile: language, password. */
  "self:write",
] as const;
export type Permission = (typeof permissions)[number];

export const roles = [
  "administrator",
  "senior_marketer",
  "marketer",
  "designer",
  "analyst",
  "operator",
] as const;
export type Role = (typeof roles)[number];

const reading: Permission[] = permissions.filter(
  (name) =>
    name.endsWith(":read") && !["users:read", "api-keys:read", "audit:read", "settings:read"].includes(name),
);
const marketing: Permission[] = [
  ...reading,
  "settings:read",
  "segments:write",
  "templates:write",
  "campaigns:write",
  "messages:send-test",
  "imports:run",
  "customers:write",
  "self:write",
];

const granted: Record<Role, ReadonlySet<Permission>> = {
  administrator: new Set(permissions),
  senior_marketer: new Set<Permission>([
    ...marketing,
    "campaigns:publish",
    "customers:export",
    "customers:erase",
    "views:share",
    "products:write",
    "sources:write",
    "audit:read",
  ]),
  marketer: new Set<Permission>(marketing),
  designer: new Set<Permission>([
    "templates:read",
    "templates:write",
    "products:read",
    "messages:send-test",
    "self:write",
  ]),
  analyst: new Set<Permission>([...reading, "customers:export", "self:write"]),
  operator: new Set<Permission>([
    "customers:read",
    "customers:write",
    "orders:read",
    "products:read",
    "messages:read",
    "events:read",
    "self:write",
  ]),
};

export const permissionsOf = (role: Role): ReadonlySet<Permission> => granted[role];
export const isRole = (text: string): text is Role => (roles as readonly string[]).includes(text);

/** What an API key may be given: everything that is not about people's accounts. */
export const apiScopes: readonly Permission[] = permissions.filter(
  (name) =>
    !name.startsWith("users:") &&
    !name.startsWith("api-keys:") &&
    name !== "self:write" &&
    name !== "views:share",
);
