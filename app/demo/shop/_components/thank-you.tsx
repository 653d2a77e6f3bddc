"use client";

import Link from "next/link";
import { useShop } from "./shop-state";

export function ThankYou({ order }: { order: string }) {
  const { t } = useShop();
  return (
    <div className="py-20 text-center">
      <h1 className="font-semibold text-2xl">{t.thanks}</h1>
      {order && (
        <p className="mt-2 font-mono text-[#2f6b4f]">
          {t.orderNumber} {order}
        </p>
      )}
      <p className="mt-2 text-[#6d7a70]">{t.thanksHint}</p>
      <Link
        href="/demo/shop"
        className="mt-6 inline-block rounded-full bg-[#2f6b4f] px-6 py-3 font-medium text-[#fff]"
      >
        {t.toShop}
      </Link>
    </div>
  );
}
