"use client";

import { useEffect } from "react";
import { type DemoProduct, demoProducts } from "@/server/demo/catalogue";
import { Price, ProductGrid } from "./product-grid";
import { asProperties, nameIn, useShop } from "./shop-state";
import { send } from "./tracker";
import { WishButton } from "./wish-button";

export function ProductDetails({ product }: { product: DemoProduct }) {
  const { locale, t, add } = useShop();
  useEffect(() => send("productViewed", asProperties(product, locale)), [product, locale]);
  const near = demoProducts
    .filter((one) => one.category === product.category && one.code !== product.code)
    .slice(0, 4);
  return (
    <>
      <article className="mb-14 grid gap-8 md:grid-cols-2">
        {/* biome-ignore lint/performance/noImgElement: a drawn SVG needs no optimizer */}
        <img
          src={`/demo/pictures/${product.code}.svg`}
          alt=""
          width={400}
          height={400}
          className="w-full rounded-[24px]"
        />
        <div className="flex flex-col items-start justify-center gap-4">
          <h1 className="font-semibold text-[32px] leading-tight tracking-tight">
            {nameIn(locale, product)}
          </h1>
          <p className="text-[#6d7a70]">
            {t.about}: {product.brand} · {product.code}
          </p>
          <Price product={product} isLarge />
          <div className="flex items-center gap-3">
            <button
              type="button"
              onClick={() => add(product)}
              className="rounded-full bg-[#2f6b4f] px-7 py-3 font-medium text-[#fff] hover:bg-[#27593f]"
            >
              {t.addToCart}
            </button>
            <WishButton product={product} className="border border-[#d9d0bd]" />
          </div>
        </div>
      </article>
      <ProductGrid products={near} />
    </>
  );
}
