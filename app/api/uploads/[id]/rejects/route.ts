export const runtime = "nodejs";
export const dynamic = "force-dynamic";

export { handleRejects as GET } from "@/server/http/files/uploads";
