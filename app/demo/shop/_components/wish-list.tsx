"use client";

import { useEffect } from "react";
import { ProductGrid } from "./product-grid";
import { productOf, useShop } from "./shop-state";
import { send } from "./tracker";

/** What she keeps for later. A part of the site of its own: its visits are told by name. */
export function WishList() {
  const { t, wishes } = useShop();
  useEffect(() => send("section", "Wishlist"), []);
  const products = wishes.flatMap((code) => productOf(code) ?? []);
  return (
    <>
      <h1 className="mb-6 font-semibold text-2xl tracking-tight">{t.wishes}</h1>
      {products.length > 0 ? (
        <ProductGrid products={products} />
      ) : (
        <p className="max-w-md text-[#6d7a70]">{t.noWishes}</p>
      )}
    </>
  );
}
