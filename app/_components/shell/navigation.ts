import {
  Activity,
  BadgeCheck,
  CircleDotDashed,
  CircleGauge,
  Grid3x3,
  House,
  Inbox,
  LayoutTemplate,
  type LucideIcon,
  Package,
  RadioTower,
  ReceiptText,
  Settings,
  Sigma,
  Upload,
  UsersRound,
  Waypoints,
} from "lucide-react";
import type { Permission } from "@/server/kernel/access";

/**
 * The rail, in the order of the work. Only what exists is listed; what a person may not open is left out for her.
 * A new page is one line here and its name in the texts `shell.pages`.
 */
export interface NavigationItem {
  /** Key of the name in `shell.pages`. */
  id: string;
  href: string;
  icon: LucideIcon;
  permission: Permission;
  /** Second key after "g": "g c" opens customers. */
  key: string;
}
export interface NavigationGroup {
  /** Key of the heading in `shell.groups`; the first group has none. */
  id?: string;
  items: readonly NavigationItem[];
}

export const navigation: readonly NavigationGroup[] = [
  { items: [{ id: "home", href: "/", icon: House, permission: "home:read", key: "h" }] },
  {
    id: "know",
    items: [
      { id: "customers", href: "/customers", icon: UsersRound, permission: "customers:read", key: "c" },
      { id: "segments", href: "/segments", icon: CircleDotDashed, permission: "segments:read", key: "m" },
      { id: "metrics", href: "/metrics", icon: Sigma, permission: "segments:read", key: "n" },
      { id: "rfm", href: "/rfm", icon: Grid3x3, permission: "segments:read", key: "r" },
      { id: "quality", href: "/quality", icon: BadgeCheck, permission: "customers:read", key: "q" },
      { id: "products", href: "/products", icon: Package, permission: "products:read", key: "p" },
      { id: "orders", href: "/orders", icon: ReceiptText, permission: "orders:read", key: "b" },
      { id: "events", href: "/events", icon: Activity, permission: "events:read", key: "e" },
    ],
  },
  {
    id: "speak",
    items: [{ id: "campaigns", href: "/campaigns", icon: Waypoints, permission: "campaigns:read", key: "a" }],
  },
  {
    id: "make",
    items: [
      { id: "templates", href: "/templates", icon: LayoutTemplate, permission: "templates:read", key: "t" },
    ],
  },
  {
    id: "prove",
    items: [{ id: "outbox", href: "/outbox", icon: Inbox, permission: "messages:read", key: "o" }],
  },
  {
    id: "run",
    items: [
      { id: "imports", href: "/imports", icon: Upload, permission: "imports:read", key: "i" },
      { id: "sources", href: "/sources", icon: RadioTower, permission: "sources:read", key: "u" },
      { id: "tasks", href: "/tasks", icon: CircleGauge, permission: "settings:read", key: "k" },
    ],
  },
  {
    items: [{ id: "settings", href: "/settings", icon: Settings, permission: "settings:read", key: "s" }],
  },
];

/** What this person sees. */
export const navigationFor = (permissions: readonly Permission[]): NavigationGroup[] =>
  navigation
    .map((group) => ({
      ...group,
      items: group.items.filter((item) => permissions.includes(item.permission)),
    }))
    .filter((group) => group.items.length > 0);

export const isCurrentPage = (path: string, href: string): boolean =>
  href === "/" ? path === "/" : path === href || path.startsWith(`${href}/`);
