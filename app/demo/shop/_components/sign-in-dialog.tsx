"use client";

import { useEffect, useRef, useState } from "react";
import { useShop } from "./shop-state";

export function SignInDialog({ onClose }: { onClose: () => void }) {
  const { t, shoppers, signIn } = useShop();
  const [search, setSearch] = useState("");
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => dialog.current?.showModal(), []);
  const needle = search.trim().toLowerCase();
  const found = shoppers.filter((one) =>
    `${one.name} ${one.city} ${one.email}`.toLowerCase().includes(needle),
  );
  return (
    <dialog
      ref={dialog}
      onClose={onClose}
      className="m-auto w-full max-w-md rounded-[16px] bg-[#fff] p-0 text-[#23302a] shadow-float backdrop:bg-[#000]/40"
    >
      <div className="p-6 pb-3">
        <h2 className="font-semibold text-lg">{t.signInTitle}</h2>
        <p className="mt-1 text-[#6d7a70] text-sm">{t.signInHint}</p>
        <input
          value={search}
          onChange={(event) => setSearch(event.target.value)}
          placeholder={t.search}
          aria-label={t.search}
          className="mt-4 w-full rounded-lg border border-[#d9d0bd] px-3 py-2 text-sm outline-none focus:border-[#2f6b4f]"
        />
      </div>
      <ul className="max-h-80 overflow-y-auto px-3 pb-4">
        {found.map((one) => (
          <li key={one.externalId}>
            <button
              type="button"
              onClick={() => {
                signIn(one);
                onClose();
              }}
              className="flex w-full items-baseline justify-between gap-3 rounded-lg px-3 py-2 text-left hover:bg-[#f4efe3] focus-visible:bg-[#f4efe3]"
            >
              <span className="font-medium">{one.name}</span>
              <span className="truncate text-[#6d7a70] text-xs">{one.city}</span>
            </button>
          </li>
        ))}
      </ul>
    </dialog>
  );
}
