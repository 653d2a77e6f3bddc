/** Where an input may be refused. */
export const doors = ["tracking", "consumer", "rest", "import"] as const;
export type Door = (typeof doors)[number];
export const isDoor = (door: string): door is Door => (doors as readonly string[]).includes(door);
