/** `npm run client:generate`: writes public/carillon-client.ts from the OpenAPI document. */
import { writeFileSync } from "node:fs";
import { clientSource } from "../server/http/rest/client/generate";
import { openApiDocument } from "../server/http/rest/openapi";

writeFileSync("public/carillon-client.ts", clientSource(openApiDocument()));
