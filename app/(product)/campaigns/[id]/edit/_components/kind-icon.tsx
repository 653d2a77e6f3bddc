import {
  Circle,
  Flag,
  Grid3x3,
  Hourglass,
  LogIn,
  LogOut,
  type LucideIcon,
  Mail,
  ShoppingCart,
  Split,
} from "lucide-react";

/** The icons that node kinds name. */
const icons: Record<string, LucideIcon> = {
  "shopping-cart": ShoppingCart,
  "log-in": LogIn,
  "log-out": LogOut,
  grid: Grid3x3,
  hourglass: Hourglass,
  split: Split,
  mail: Mail,
  flag: Flag,
};

export function KindIcon({ name }: { name: string }) {
  const Icon = icons[name] ?? Circle;
  return <Icon aria-hidden="true" />;
}
