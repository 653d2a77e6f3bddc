import catalogue from "./catalogue.json" with { type: "json" };

/** The goods of the demo retailer "Belfry Market": a grocery-and-home chain. Prices in roubles. */
export interface DemoCategory {
  code: string;
  parent: string | null;
  name: string;
  nameRu: string;
}
export interface DemoProduct {
  code: string;
  category: string;
  name: string;
  nameRu: string;
  brand: string;
  price: number;
  oldPrice: number | null;
  /** Which drawing shows it. */
  shape: Shape;
  /** Hue of the drawing, 0-359. */
  hue: number;
}
export const shapes = [
  "bottle",
  "carton",
  "jar",
  "loaf",
  "fruit",
  "box",
  "bag",
  "cup",
  "pan",
  "lamp",
  "textile",
  "plant",
  "tool",
  "can",
  "cheese",
] as const;
export type Shape = (typeof shapes)[number];

type Row = readonly [name: string, nameRu: string, price: number, brand?: string];
interface Shelf {
  code: string;
  name: string;
  nameRu: string;
  shape: Shape;
  hue: number;
  goods: readonly Row[];
}
interface Aisle {
  code: string;
  name: string;
  nameRu: string;
  shelves: readonly Shelf[];
}

const aisles = catalogue as unknown as readonly Aisle[];

/** Fruit is known by its colour. */
const hues: Record<string, number> = Object.fromEntries(
  (
    [
      [2, ["Gala apples, 1 kg", "Tomatoes on the vine, 500 g", "Pomegranate", "Red onions, 500 g"]],
      [28, ["Oranges, 1 kg", "Mandarins, 1 kg", "Carrots, 1 kg", "Mango"]],
      [50, ["Bananas, 1 kg", "Lemons, 500 g", "Conference pears, 1 kg", "Potatoes, 2 kg"]],
      [100, ["Cucumbers, 450 g", "Broccoli, 400 g", "Courgettes, 500 g", "Avocado, 2"]],
      [290, ["Red grapes, 500 g", "Aubergine, 500 g"]],
    ] as const
  ).flatMap(([hue, names]) => names.map((name) => [name, hue] as const)),
);

/** Every category, parents before children. */
export const demoCategories: readonly DemoCategory[] = aisles.flatMap((aisle) => [
  { code: aisle.code, parent: null, name: aisle.name, nameRu: aisle.nameRu },
  ...aisle.shelves.map((shelf) => ({
    code: shelf.code,
    parent: aisle.code,
    name: shelf.name,
    nameRu: shelf.nameRu,
  })),
]);

/** Every product; codes are stable (`BM-001`...), every ninth one is on offer. */
export const demoProducts: readonly DemoProduct[] = aisles
  .flatMap((aisle) => aisle.shelves.flatMap((shelf) => shelf.goods.map((row) => ({ shelf, row }))))
  .map(({ shelf, row: [name, nameRu, price, brand] }, index) => ({
    code: `BM-${String(index + 1).padStart(3, "0")}`,
    category: shelf.code,
    name,
    nameRu,
    brand: brand ?? "Belfry Farm",
    price,
    oldPrice: index % 9 === 4 ? Math.round((price * 1.25) / 10) * 10 - 1 : null,
    shape: shelf.shape,
    hue: hues[name] ?? (shelf.hue + ((index * 7) % 29) - 14 + 360) % 360,
  }));
