import { oneOfOr, searchSpec, text } from "@/app/_components/search-params";
import { fieldObjects } from "@/server/domain/fields/model";

export const fieldsSearch = searchSpec({ object: oneOfOr(fieldObjects, "customer"), q: text() });
