import { ThankYou } from "../_components/thank-you";

export default async function CheckoutPage({ searchParams }: { searchParams: Promise<{ order?: string }> }) {
  const { order } = await searchParams;
  return <ThankYou order={String(order ?? "").slice(0, 40)} />;
}
