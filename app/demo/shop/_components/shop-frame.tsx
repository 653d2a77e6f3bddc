"use client";

import { Heart, ShoppingBag } from "lucide-react";
import Link from "next/link";
import { type ReactNode, useState } from "react";
import { demoCategories } from "@/server/demo/catalogue";
import { ConsentBanner } from "./consent-banner";
import { nameIn, useShop } from "./shop-state";
import { SignInDialog } from "./sign-in-dialog";

const aisles = demoCategories.filter((category) => category.parent === null);

/** The storefront's own look: it is a customer's shop, not a page of the product. Always light. */
export function ShopFrame({ children }: { children: ReactNode }) {
  const { t, locale, setLocale, cart, wishes, shopper, signOut } = useShop();
  const [isSigningIn, setSigningIn] = useState(false);
  const count = cart.reduce((sum, line) => sum + line.quantity, 0);
  return (
    <div className="min-h-dvh bg-[#faf7f0] text-[15px] text-[#23302a] [color-scheme:light]">
      <p className="bg-[#23302a] px-4 py-1.5 text-center text-xs text-[#e9e4d6]">
        {t.demo}{" "}
        <Link href="/" className="underline underline-offset-2">
          {t.openProduct}
        </Link>
      </p>
      <header className="sticky top-0 z-10 border-b border-[#e4dccb] bg-[#faf7f0]/95 backdrop-blur">
        <div className="mx-auto flex h-16 max-w-6xl items-center gap-4 px-4">
          <Link href="/demo/shop" className="flex items-center gap-2.5 font-semibold text-lg tracking-tight">
            <svg viewBox="0 0 32 32" className="size-8" aria-hidden="true">
              <path d="M16 3l9 9v15a2 2 0 0 1-2 2H9a2 2 0 0 1-2-2V12z" fill="#2f6b4f" />
              <path
                d="M16 11c3.4 0 4.6 2.6 4.6 5.4V20l1.6 2.4H9.8l1.6-2.4v-3.6C11.4 13.600 12.600 11 16 11z"
                fill="#f2c14e"
              />
              <circle cx="16" cy="24" r="1.600" fill="#f2c14e" />
            </svg>
            Belfry Market
          </Link>
          <span className="hidden text-[#6d7a70] text-sm md:block">{t.tagline}</span>
          <div className="ml-auto flex items-center gap-1.5 text-sm">
            <button
              type="button"
              onClick={() => setLocale(locale === "en" ? "ru" : "en")}
              className="rounded-full px-3 py-2 hover:bg-[#efe8d9]"
            >
              {locale === "en" ? "Русский" : "English"}
            </button>
            {shopper ? (
              <button
                type="button"
                onClick={signOut}
                title={t.signOut}
                className="max-w-64 truncate rounded-full px-3 py-2 hover:bg-[#efe8d9]"
              >
                {shopper.name} · {t.signOut}
              </button>
            ) : (
              <button
                type="button"
                onClick={() => setSigningIn(true)}
                className="rounded-full px-3 py-2 hover:bg-[#efe8d9]"
              >
                {t.signIn}
              </button>
            )}
            <Link
              href="/demo/shop/wishlist"
              aria-label={t.wishes}
              title={t.wishes}
              className="flex items-center gap-1 rounded-full px-3 py-2 hover:bg-[#efe8d9]"
            >
              <Heart className="size-4.5" aria-hidden="true" />
              {wishes.length > 0 && <span className="tabular-nums">{wishes.length}</span>}
            </Link>
            <Link
              href="/demo/shop/cart"
              className="flex items-center gap-2 rounded-full bg-[#2f6b4f] px-4 py-2 font-medium text-[#fff] hover:bg-[#27593f]"
            >
              <ShoppingBag className="size-4" aria-hidden="true" />
              <span className="hidden sm:inline">{t.cart}</span>
              {count > 0 && <span className="tabular-nums">{count}</span>}
            </Link>
          </div>
        </div>
        <nav className="mx-auto flex max-w-6xl gap-1 overflow-x-auto px-3 pb-2.5 text-sm">
          {aisles.map((aisle) => (
            <Link
              key={aisle.code}
              href={`/demo/shop/category/${aisle.code}`}
              className="whitespace-nowrap rounded-full px-3 py-1.5 hover:bg-[#efe8d9]"
            >
              {nameIn(locale, aisle)}
            </Link>
          ))}
        </nav>
      </header>
      <main className="mx-auto max-w-6xl px-4 py-8">{children}</main>
      <ConsentBanner />
      {isSigningIn && <SignInDialog onClose={() => setSigningIn(false)} />}
    </div>
  );
}
