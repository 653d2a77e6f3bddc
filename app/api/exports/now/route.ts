export const runtime = "nodejs";
export const dynamic = "force-dynamic";

export { handleExportStream as GET } from "@/server/http/files/exports";
