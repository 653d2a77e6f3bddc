"use client";

import { Heart } from "lucide-react";
import type { DemoProduct } from "@/server/demo/catalogue";
import { useShop } from "./shop-state";

export function WishButton({ product, className = "" }: { product: DemoProduct; className?: string }) {
  const { t, wishes, wish } = useShop();
  const isWished = wishes.includes(product.code);
  return (
    <button
      type="button"
      aria-pressed={isWished}
      aria-label={isWished ? t.unwish : t.wish}
      title={isWished ? t.unwish : t.wish}
      onClick={() => wish(product)}
      className={`rounded-full bg-[#fff]/90 p-2 text-[#2f6b4f] hover:bg-[#fff] ${className}`}
    >
      <Heart className={`size-4.5 ${isWished ? "fill-[#c4473a] text-[#c4473a]" : ""}`} aria-hidden="true" />
    </button>
  );
}
