"use client";

import Link from "next/link";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { cartTotal, nameIn, productOf, roubles, useShop } from "./shop-state";
import { SignInDialog } from "./sign-in-dialog";
import { send } from "./tracker";

export function CartView() {
  const { t, locale, cart, shopper, remove, placeOrder } = useShop();
  const [isSigningIn, setSigningIn] = useState(false);
  const router = useRouter();
  if (cart.length === 0)
    return (
      <div className="py-20 text-center">
        <h1 className="font-semibold text-2xl">{t.emptyCart}</h1>
        <p className="mx-auto mt-2 max-w-md text-[#6d7a70]">{t.emptyCartHint}</p>
        <Link
          href="/demo/shop"
          className="mt-6 inline-block rounded-full bg-[#2f6b4f] px-6 py-3 font-medium text-[#fff]"
        >
          {t.toShop}
        </Link>
      </div>
    );
  const order = () => {
    send("checkoutStarted", { value: cartTotal(cart), currency: "RUB" });
    const number = placeOrder();
    router.push(`/demo/shop/checkout?order=${encodeURIComponent(number)}`);
  };
  return (
    <div className="mx-auto max-w-2xl">
      <h1 className="mb-4 font-semibold text-2xl tracking-tight">{t.cart}</h1>
      <ul className="divide-y divide-[#e4dccb]">
        {cart.map((line) => {
          const product = productOf(line.code);
          if (!product) return null;
          return (
            <li key={line.code} className="flex items-center gap-4 py-4">
              {/* biome-ignore lint/performance/noImgElement: a drawn SVG needs no optimizer */}
              <img
                src={`/demo/pictures/${product.code}.svg`}
                alt=""
                width={72}
                height={72}
                className="size-18 rounded-xl"
              />
              <div className="min-w-0 flex-1">
                <p className="truncate">{nameIn(locale, product)}</p>
                <p className="text-[#6d7a70] text-sm tabular-nums">
                  {line.quantity} × {roubles(locale, product.price)}
                </p>
              </div>
              <span className="font-semibold tabular-nums">
                {roubles(locale, product.price * line.quantity)}
              </span>
              <button
                type="button"
                onClick={() => remove(product)}
                className="rounded-full px-3 py-1.5 text-[#6d7a70] text-sm hover:bg-[#efe8d9]"
              >
                {t.remove}
              </button>
            </li>
          );
        })}
      </ul>
      <div className="mt-6 flex items-center justify-between border-[#23302a] border-t pt-5">
        <span className="text-lg">
          {t.total}: <strong className="tabular-nums">{roubles(locale, cartTotal(cart))}</strong>
        </span>
        <button
          type="button"
          onClick={shopper ? order : () => setSigningIn(true)}
          className="rounded-full bg-[#2f6b4f] px-6 py-3 font-medium text-[#fff] hover:bg-[#27593f]"
        >
          {shopper ? t.placeOrder : t.signIn}
        </button>
      </div>
      <p className="mt-3 text-right text-[#6d7a70] text-sm">
        {shopper ? `${t.signedInAs} ${shopper.name}` : t.notSignedIn}
      </p>
      {isSigningIn && <SignInDialog onClose={() => setSigningIn(false)} />}
    </div>
  );
}
