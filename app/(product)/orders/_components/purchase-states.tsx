"use client";
import { useTranslations } from "next-intl";
import { StatusDot, type Tone } from "@/app/_ui/display/badge";

const tones: Record<string, Tone> = {
  created: "accent",
  confirmed: "accent",
  completed: "ok",
  cancelled: "neutral",
  returned: "warn",
  unpaid: "warn",
  paid: "ok",
  partially_refunded: "warn",
  refunded: "neutral",
};

/** Names of the states we know; what a shop calls its own is shown as it came. */
export function usePurchaseWords() {
  const t = useTranslations("purchases");
  const say = (group: "statuses" | "payments" | "deliveries" | "channels", word: string): string => {
    const key = `${group}.${word}`;
    return /^\w+$/.test(word) && t.has(key as "title") ? t(key as "title") : word;
  };
  return {
    status: (word: string) => say("statuses", word),
    payment: (word: string) => say("payments", word),
    delivery: (word: string) => say("deliveries", word),
    channel: (word: string) => say("channels", word),
  };
}

export function PurchaseStatus({ status }: { status: string }) {
  const words = usePurchaseWords();
  return <StatusDot tone={tones[status] ?? "neutral"}>{words.status(status)}</StatusDot>;
}
export function PaymentStatus({ status }: { status: string }) {
  const words = usePurchaseWords();
  return <StatusDot tone={tones[status] ?? "neutral"}>{words.payment(status)}</StatusDot>;
}
