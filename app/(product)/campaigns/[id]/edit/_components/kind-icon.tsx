import { Circle, Flag, Hourglass, type LucideIcon, Mail, ShoppingCart, Split } from "lucide-react";

/** The icons that node kinds name. */
const icons: Record<string, LucideIcon> = {
  "shopping-cart": ShoppingCart,
  hourglass: Hourglass,
  split: Split,
  mail: Mail,
  flag: Flag,
};

export function KindIcon({ name }: { name: string }) {
  const Icon = icons[name] ?? Circle;
  return <Icon aria-hidden="true" />;
}
