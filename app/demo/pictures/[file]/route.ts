import { drawProductPicture } from "@/server/demo/pictures";

/** `/demo/pictures/BM-001.svg` */
export async function GET(
  _request: Request,
  { params }: { params: Promise<{ file: string }> },
): Promise<Response> {
  const { file } = await params;
  const picture = drawProductPicture(file.replace(/\.svg$/, ""));
  if (!picture) return new Response("No such picture", { status: 404 });
  return new Response(picture, {
    headers: {
      "content-type": "image/svg+xml",
      "cache-control": "public, max-age=86400",
      "content-security-policy": "default-src 'none'; style-src 'unsafe-inline'; sandbox",
      "x-content-type-options": "nosniff",
    },
  });
}
