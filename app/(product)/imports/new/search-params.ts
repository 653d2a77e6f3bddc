import { oneOf, searchSpec } from "@/app/_components/search-params";
import { importEntities } from "@/server/domain/integrations/fields/catalogue";

/** `/imports/new?entity=products`: a link from where such records are missed. */
export const uploadSearch = searchSpec({ entity: oneOf(importEntities) });
