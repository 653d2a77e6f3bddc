import { redirect } from "next/navigation";
import { ThankYou } from "../_components/thank-you";

export default async function CheckoutPage({ searchParams }: { searchParams: Promise<{ order?: string }> }) {
  const { order } = await searchParams;
  // Nothing was ordered by opening the address.
  if (!order) redirect("/demo/shop/cart");
  return <ThankYou order={String(order).slice(0, 40)} />;
}
