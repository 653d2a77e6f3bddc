import type { RegionView } from "@/server/domain/fields";

export interface TreeRow {
  region: RegionView;
  depth: number;
  hasChildren: boolean;
  isOpen: boolean;
}

/**
 * Rows of the tree as they are shown: what lies within a closed region is left out. With a search, every region that is
 * called so is shown with the way to it, whatever is closed.
 */
export function treeRows(
  regions: readonly RegionView[],
  closed: ReadonlySet<number>,
  search: string,
): TreeRow[] {
  const children = new Map<number | null, RegionView[]>();
  for (const region of regions)
    children.set(region.parentId, [...(children.get(region.parentId) ?? []), region]);
  const wanted = search.trim().toLowerCase();
  const found = new Set<number>();
  if (wanted !== "")
    for (const region of regions)
      if (
        [region.name, region.externalId, ...region.aliases].some((text) =>
          text.toLowerCase().includes(wanted),
        )
      )
        for (const id of region.path) found.add(id);
  const rows: TreeRow[] = [];
  const walk = (parent: number | null, depth: number) => {
    for (const region of children.get(parent) ?? []) {
      if (wanted !== "" && !found.has(region.id)) continue;
      const hasChildren = children.has(region.id);
      const isOpen = wanted !== "" || !closed.has(region.id);
      rows.push({ region, depth, hasChildren, isOpen });
      if (isOpen) walk(region.id, depth + 1);
    }
  };
  walk(null, 0);
  return rows;
}

/** The currency that holds for a region: its own, or the nearest above. */
export function currencyOf(region: RegionView, all: readonly RegionView[], project: string): string {
  for (const id of [...region.path].reverse()) {
    const own = all.find((one) => one.id === id)?.currency;
    if (own) return own;
  }
  return project;
}

/** `Russia › Centre › Tver`: tells two regions of one name apart. */
export const pathName = (region: RegionView, all: readonly RegionView[]): string =>
  region.path.map((id) => all.find((one) => one.id === id)?.name ?? "").join(" › ");
