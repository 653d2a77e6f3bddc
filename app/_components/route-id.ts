import { notFound } from "next/navigation";

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** The id in an address, for pages of things numbered by uuid; anything else is a page that does not exist. */
export async function routeId(params: Promise<{ id: string }>): Promise<string> {
  const { id } = await params;
  if (!uuid.test(id)) notFound();
  return id;
}
