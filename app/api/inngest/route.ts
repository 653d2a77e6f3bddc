import { serveInngest } from "@/server/jobs/serve";

export const dynamic = "force-dynamic";
/** A step may take long; where the platform has a limit, this is the most it allows. */
export const maxDuration = 300;

export const GET = serveInngest;
export const POST = serveInngest;
export const PUT = serveInngest;
