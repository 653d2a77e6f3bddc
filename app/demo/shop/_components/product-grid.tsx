"use client";

import Link from "next/link";
import type { DemoProduct } from "@/server/demo/catalogue";
import { nameIn, roubles, useShop } from "./shop-state";
import { WishButton } from "./wish-button";

export function ProductGrid({ products }: { products: readonly DemoProduct[] }) {
  return (
    <ul className="grid grid-cols-2 gap-x-4 gap-y-7 sm:grid-cols-3 lg:grid-cols-4">
      {products.map((product) => (
        <ProductCard key={product.code} product={product} />
      ))}
    </ul>
  );
}

function ProductCard({ product }: { product: DemoProduct }) {
  const { locale, t, add, cart } = useShop();
  const inCart = cart.find((line) => line.code === product.code)?.quantity ?? 0;
  return (
    <li className="group relative flex flex-col">
      <WishButton product={product} className="absolute top-2 right-2 z-1" />
      <Link
        href={`/demo/shop/product/${product.code}`}
        className="block overflow-hidden rounded-[16px] bg-[#fff]"
      >
        {/* biome-ignore lint/performance/noImgElement: a drawn SVG needs no optimizer */}
        <img
          src={`/demo/pictures/${product.code}.svg`}
          alt=""
          width={400}
          height={400}
          loading="lazy"
          className="aspect-square w-full transition-transform duration-300 group-hover:scale-[1.03]"
        />
      </Link>
      <Link
        href={`/demo/shop/product/${product.code}`}
        className="mt-3 line-clamp-2 min-h-10 text-sm leading-5 hover:underline"
      >
        {nameIn(locale, product)}
      </Link>
      <div className="mt-1.5 flex items-center justify-between gap-2">
        <Price product={product} />
        <button
          type="button"
          onClick={() => add(product)}
          className="rounded-full border border-[#2f6b4f] px-3 py-1.5 font-medium text-[#2f6b4f] text-xs hover:bg-[#2f6b4f] hover:text-[#fff]"
        >
          {inCart > 0 ? `${t.added} · ${inCart}` : t.addToCart}
        </button>
      </div>
    </li>
  );
}

export function Price({ product, isLarge = false }: { product: DemoProduct; isLarge?: boolean }) {
  const { locale } = useShop();
  return (
    <span className={`whitespace-nowrap font-semibold tabular-nums ${isLarge ? "text-2xl" : ""}`}>
      {roubles(locale, product.price)}
      {product.oldPrice !== null && (
        <s className="ml-1.5 font-normal text-[#98a29a] text-[0.75em]">{roubles(locale, product.oldPrice)}</s>
      )}
    </span>
  );
}
