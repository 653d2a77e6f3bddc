import { readdir, readFile } from "node:fs/promises";
import path from "node:path";

const folder = path.join(process.cwd(), "docs", "images");

/** `/docs/images/chain.png`: what the folder lists and nothing else, so no name can lead out of it. */
export async function GET(
  _request: Request,
  { params }: { params: Promise<{ file: string }> },
): Promise<Response> {
  const { file } = await params;
  const listed = await readdir(folder).catch((): string[] => []);
  if (!file.endsWith(".png") || !listed.includes(file))
    return new Response("No such picture", { status: 404 });
  return new Response(new Uint8Array(await readFile(path.join(folder, file))), {
    headers: {
      "content-type": "image/png",
      "cache-control": "public, max-age=3600",
      "content-security-policy": "default-src 'none'; sandbox",
      "x-content-type-options": "nosniff",
    },
  });
}
