export const runtime = "nodejs";
export const dynamic = "force-dynamic";

export { handleUpload as POST } from "@/server/http/files/uploads";
