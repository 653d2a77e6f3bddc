"use client";

import { useShop } from "./shop-state";

/** Until somebody chooses, the shop counts without keeping anything in the browser. */
export function ConsentBanner() {
  const { t, consent, choose } = useShop();
  if (consent !== "cookieless") return null;
  return (
    <section
      aria-label={t.consentTitle}
      className="fixed inset-x-3 bottom-3 z-20 mx-auto flex max-w-3xl flex-wrap items-center gap-3 rounded-[16px] bg-[#23302a] px-5 py-3.5 text-[#f4efe3] text-sm shadow-float"
    >
      <p className="min-w-60 flex-1">{t.consentText}</p>
      <button
        type="button"
        onClick={() => choose("denied")}
        className="rounded-full px-4 py-2 text-[#cfd6cf] hover:bg-[#31413a]"
      >
        {t.decline}
      </button>
      <button
        type="button"
        onClick={() => choose("granted")}
        className="rounded-full bg-[#f2c14e] px-4 py-2 font-medium text-[#23302a] hover:bg-[#f6d078]"
      >
        {t.accept}
      </button>
    </section>
  );
}
