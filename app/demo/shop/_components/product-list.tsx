"use client";

import Link from "next/link";
import { useEffect } from "react";
import { demoCategories, demoProducts } from "@/server/demo/catalogue";
import { ProductGrid } from "./product-grid";
import { asProperties, nameIn, useShop } from "./shop-state";
import { send } from "./tracker";

/** Goods of one category with its shelves, or of the whole shop. */
export function ProductList({ category }: { category?: string }) {
  const { locale, t } = useShop();
  const shelves = demoCategories.filter((one) => one.parent === category);
  const isAisle = shelves.length > 0;
  const codes = new Set(isAisle ? shelves.map((shelf) => shelf.code) : category ? [category] : []);
  const offers = demoProducts.filter((product) => product.oldPrice !== null);
  const products = category ? demoProducts.filter((product) => codes.has(product.category)) : offers;
  const here = demoCategories.find((one) => one.code === category);

  useEffect(() => {
    if (!category) return;
    const shown = demoProducts.filter((product) => product.category === category).slice(0, 10);
    send("productListViewed", {
      list_id: category,
      category,
      products: shown.map((product) => asProperties(product, locale)),
    });
  }, [category, locale]);

  return (
    <>
      <div className="mb-6 flex flex-wrap items-baseline gap-x-5 gap-y-2">
        <h1 className="font-semibold text-2xl tracking-tight">{here ? nameIn(locale, here) : t.tagline}</h1>
        {category !== undefined &&
          shelves.map((shelf) => (
            <Link
              key={shelf.code}
              href={`/demo/shop/category/${shelf.code}`}
              className="text-[#2f6b4f] text-sm underline-offset-4 hover:underline"
            >
              {nameIn(locale, shelf)}
            </Link>
          ))}
      </div>
      <ProductGrid products={products} />
    </>
  );
}
