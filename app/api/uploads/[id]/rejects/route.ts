import { sessionContext } from "@/server/auth/session";
import { handleRejects } from "@/server/http/files/uploads";

export const runtime = "nodejs";
export const dynamic = "force-dynamic";

export const GET = async (_request: Request, { params }: { params: Promise<{ id: string }> }) =>
  handleRejects(await sessionContext("page"), (await params).id);
