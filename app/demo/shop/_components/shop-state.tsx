"use client";

import { createContext, type ReactNode, useContext, useEffect, useMemo, useState } from "react";
import { type DemoProduct, demoProducts } from "@/server/demo/catalogue";
import type { DemoShopper } from "@/server/demo/shop";
import { type Consent, send, startTracker } from "./tracker";
import { type ShopLocale, type Words, words } from "./words";

export type CartLine = { code: string; quantity: number };
interface ShopState {
  locale: ShopLocale;
  setLocale(locale: ShopLocale): void;
  t: Words;
  cart: CartLine[];
  shopper: DemoShopper | null;
  shoppers: DemoShopper[];
  add(product: DemoProduct, quantity?: number): void;
  remove(product: DemoProduct): void;
  signIn(shopper: DemoShopper): void;
  signOut(): void;
  /** Empties the cart and returns the order's number. */
  placeOrder(): string;
  /** Codes of goods kept for later. */
  wishes: string[];
  /** Keeps it for later, or no longer. */
  wish(product: DemoProduct): void;
  consent: Consent;
  choose(consent: Consent): void;
}

const Shop = createContext<ShopState | null>(null);
export function useShop(): ShopState {
  const shop = useContext(Shop);
  if (!shop) throw new Error("useShop outside the shop");
  return shop;
}

export const productOf = (code: string) => demoProducts.find((product) => product.code === code);
export const nameIn = (locale: ShopLocale, one: { name: string; nameRu: string }) =>
  locale === "ru" ? one.nameRu : one.name;
export const roubles = (locale: ShopLocale, amount: number) =>
  new Intl.NumberFormat(locale, {
    style: "currency",
    currency: "RUB",
    currencyDisplay: "narrowSymbol",
    maximumFractionDigits: 0,
  }).format(amount);
export const cartTotal = (cart: CartLine[]) =>
  cart.reduce((sum, line) => sum + (productOf(line.code)?.price ?? 0) * line.quantity, 0);

/** A product as Segment's e-commerce spec writes it. */
export const asProperties = (product: DemoProduct, locale: ShopLocale, quantity = 1) => ({
  product_id: product.code,
  sku: product.code,
  name: nameIn(locale, product),
  brand: product.brand,
  category: product.category,
  price: product.price,
  quantity,
  currency: "RUB",
  url: `${window.location.origin}/demo/shop/product/${product.code}`,
  image_url: `${window.location.origin}/demo/pictures/${product.code}.svg`,
});

const keys = {
  cart: "belfry-cart",
  shopper: "belfry-shopper",
  locale: "belfry-locale",
  wishes: "belfry-wishes",
  consent: "belfry-consent",
};
function read<T>(key: string, fallback: T): T {
  try {
    const text = window.localStorage.getItem(key);
    return text ? (JSON.parse(text) as T) : fallback;
  } catch {
    return fallback;
  }
}
const write = (key: string, value: unknown) => window.localStorage.setItem(key, JSON.stringify(value));

export function ShopProvider({
  writeKey,
  shoppers,
  initialLocale,
  children,
}: {
  writeKey: string;
  shoppers: DemoShopper[];
  initialLocale: ShopLocale;
  children: ReactNode;
}) {
  const [locale, setLocaleState] = useState<ShopLocale>(initialLocale);
  const [cart, setCart] = useState<CartLine[]>([]);
  const [shopper, setShopper] = useState<DemoShopper | null>(null);
  const [wishes, setWishes] = useState<string[]>([]);
  const [consent, setConsent] = useState<Consent>("granted");

  useEffect(() => {
    const chosen = read<Consent>(keys.consent, "cookieless");
    const known = read<DemoShopper | null>(keys.shopper, null);
    startTracker(writeKey, chosen);
    // The session of the shop outlives the page; without a kept visitor it has to say again who she is.
    if (known && chosen === "cookieless") send("identify", known.externalId, {});
    setConsent(chosen);
    setCart(read(keys.cart, []));
    setWishes(read(keys.wishes, []));
    setShopper(known);
    setLocaleState((current) => read(keys.locale, current));
  }, [writeKey]);

  const value = useMemo<ShopState>(() => {
    const keep = (next: CartLine[]) => {
      setCart(next);
      write(keys.cart, next);
    };
    const cartUrl = () => `${window.location.origin}/demo/shop/cart`;
    return {
      locale,
      setLocale: (next) => {
        setLocaleState(next);
        write(keys.locale, next);
      },
      t: words[locale],
      cart,
      shopper,
      shoppers,
      add: (product, quantity = 1) => {
        const has = cart.some((line) => line.code === product.code);
        keep(
          has
            ? cart.map((line) =>
                line.code === product.code ? { ...line, quantity: line.quantity + quantity } : line,
              )
            : [...cart, { code: product.code, quantity }],
        );
        send("productAdded", { ...asProperties(product, locale, quantity), cart_url: cartUrl() });
      },
      remove: (product) => {
        const line = cart.find((one) => one.code === product.code);
        keep(cart.filter((one) => one.code !== product.code));
        if (line) send("productRemoved", asProperties(product, locale, line.quantity));
      },
      signIn: (next) => {
        setShopper(next);
        write(keys.shopper, next);
        send("login", next.externalId, { email: next.email });
      },
      signOut: () => {
        setShopper(null);
        window.localStorage.removeItem(keys.shopper);
        keep([]);
        send("logout");
      },
      wishes,
      wish: (product) => {
        const isWished = wishes.includes(product.code);
        const next = isWished ? wishes.filter((code) => code !== product.code) : [...wishes, product.code];
        setWishes(next);
        write(keys.wishes, next);
        send(
          isWished ? "productRemovedFromWishlist" : "productAddedToWishlist",
          asProperties(product, locale),
        );
      },
      consent,
      choose: (next) => {
        setConsent(next);
        write(keys.consent, next);
        send("consent", next);
      },
      placeOrder: () => {
        const number = `DEMO-${crypto.randomUUID().slice(0, 8).toUpperCase()}`;
        send("orderCompleted", {
          order_id: number,
          total: cartTotal(cart),
          currency: "RUB",
          products: cart.flatMap((line) => {
            const product = productOf(line.code);
            return product ? [asProperties(product, locale, line.quantity)] : [];
          }),
        });
        keep([]);
        return number;
      },
    };
  }, [locale, cart, shopper, shoppers, wishes, consent]);

  return <Shop value={value}>{children}</Shop>;
}
