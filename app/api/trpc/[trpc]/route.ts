import { handleTrpc } from "@/server/api/handle";

export { handleTrpc as GET, handleTrpc as POST };
