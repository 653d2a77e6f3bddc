import { sessionContext } from "@/server/auth/session";
import { handleUpload } from "@/server/http/files/uploads";

export const runtime = "nodejs";
export const dynamic = "force-dynamic";

export const POST = async (request: Request) => handleUpload(request, await sessionContext("page"));
