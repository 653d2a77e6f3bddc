import { cookies } from "next/headers";
import { notFound } from "next/navigation";
import type { ReactNode } from "react";
import { openDemoShop } from "@/server/demo/shop";
import { ShopFrame } from "./_components/shop-frame";
import { ShopProvider } from "./_components/shop-state";

export const metadata = { title: "Belfry Market" };

/** Exists only with the demo retailer. */
export default async function ShopLayout({ children }: { children: ReactNode }) {
  const shop = await openDemoShop();
  if (!shop) notFound();
  const locale = (await cookies()).get("locale")?.value === "ru" ? "ru" : "en";
  return (
    <ShopProvider writeKey={shop.writeKey} shoppers={shop.shoppers} initialLocale={locale}>
      <ShopFrame>{children}</ShopFrame>
    </ShopProvider>
  );
}
