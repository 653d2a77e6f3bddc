export interface Category {
  id: number;
  externalId: string;
  name: string;
  parentId: number | null;
  depth: number;
  /** In it and below it. */
  products: number;
}

/** As people read a tree: each category followed by what is below it. What has lost its parent stands at the top. */
export function asTree(categories: readonly Category[]): Category[] {
  const known = new Set(categories.map((category) => category.id));
  const below = new Map<number | null, Category[]>();
  for (const category of categories) {
    const parent = category.parentId !== null && known.has(category.parentId) ? category.parentId : null;
    below.set(parent, [...(below.get(parent) ?? []), category]);
  }
  const ordered: Category[] = [];
  const walk = (parent: number | null) => {
    for (const category of below.get(parent) ?? []) {
      ordered.push(category);
      walk(category.id);
    }
  };
  walk(null);
  return ordered;
}

/** A category with everything above it, from the root down. */
export function wayTo<Node extends Category>(id: number, categories: readonly Node[]): Node[] {
  const byId = new Map(categories.map((category) => [category.id, category]));
  const way: Node[] = [];
  for (let at: number | null = id; at !== null && way.length < 20; ) {
    const node: Node | undefined = byId.get(at);
    if (!node) break;
    way.unshift(node);
    at = node.parentId;
  }
  return way;
}

/** "Clothes / Shirts": what tells two categories of one name apart. */
export function pathOf(category: Category, byId: ReadonlyMap<number, Category>): string {
  const names = [category.name];
  for (let at = category.parentId; at !== null && names.length < 20; ) {
    const parent = byId.get(at);
    if (!parent) break;
    names.unshift(parent.name);
    at = parent.parentId;
  }
  return names.join(" / ");
}

export interface TreeRow {
  category: Category;
  depth: number;
  hasChildren: boolean;
  isOpen: boolean;
}

/** Rows as they are shown: what lies within a closed category is left out; a search shows what it finds and the way there. */
export function treeRows(
  categories: readonly Category[],
  closed: ReadonlySet<number>,
  search: string,
): TreeRow[] {
  const wanted = search.trim().toLowerCase();
  const found = new Set<number>();
  if (wanted !== "")
    for (const one of categories)
      if ([one.name, one.externalId].some((text) => text.toLowerCase().includes(wanted)))
        for (const above of wayTo(one.id, categories)) found.add(above.id);
  const parents = new Set(categories.map((one) => one.parentId));
  const hidden = new Set<number>();
  return asTree(categories).flatMap((category) => {
    const isWithinClosed = category.parentId !== null && hidden.has(category.parentId);
    const hasChildren = parents.has(category.id);
    const isOpen = wanted !== "" || !closed.has(category.id);
    if (isWithinClosed || !isOpen) hidden.add(category.id);
    if (isWithinClosed || (wanted !== "" && !found.has(category.id))) return [];
    return [{ category, depth: category.depth - 1, hasChildren, isOpen }];
  });
}
