import { requirePage } from "../_trpc/server";

export default async function HomePage() {
  await requirePage("home:read");
  return null;
}
