/** Names of the palette, not colours themselves: light and dark draw them differently. */
export const tagColors = ["gray", "blue", "green", "yellow", "orange", "red", "pink", "purple"] as const;
export type TagColor = (typeof tagColors)[number];
