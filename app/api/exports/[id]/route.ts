export const runtime = "nodejs";
export const dynamic = "force-dynamic";

export { handleExportFile as GET } from "@/server/http/files/exports";
