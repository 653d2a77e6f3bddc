/** The look of every letter. Colours come in pairs: the dark one is applied by class, see `darkStyles`. */
export const fonts = {
  /** On every computer and phone, with Cyrillic; web fonts are blocked by half of the mail programs. */
  display: "Georgia, 'Times New Roman', Times, serif",
  text: "-apple-system, BlinkMacSystemFont, 'Segoe UI', Roboto, 'Helvetica Neue', Arial, sans-serif",
};
export const colours = {
  page: "#f4f2ed",
  sheet: "#ffffff",
  ink: "#1d1c1a",
  soft: "#6b6862",
  hairline: "#e6e2da",
  tile: "#f4f2ed",
};
const dark = {
  page: "#121211",
  sheet: "#1b1b19",
  ink: "#f1efea",
  soft: "#a5a199",
  hairline: "#34332f",
  tile: "#2a2926",
};

/** Black or white, whichever reads better on the accent. */
export function onAccent(accent: string): string {
  const channel = (at: number) => {
    const value = Number.parseInt(accent.slice(at, at + 2), 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  };
  const luminance = 0.2126 * channel(1) + 0.7152 * channel(3) + 0.0722 * channel(5);
  return luminance > 0.36 ? "#1d1c1a" : "#ffffff";
}

/** A lighter sister of the accent, readable on the dark sheet. */
export function accentOnDark(accent: string): string {
  const mix = (at: number) => {
    const value = Number.parseInt(accent.slice(at, at + 2), 16);
    return Math.round(value + (255 - value) * 0.58)
      .toString(16)
      .padStart(2, "0");
  };
  return `#${mix(1)}${mix(3)}${mix(5)}`;
}

const darkRules = (accent: string, prefix: string): string =>
  [
    // The body's own colour lies on a cell of its own.
    [".c-page>table>tbody>tr>td", `background-color:${dark.page}!important`],
    [".c-page", `background-color:${dark.page}!important`],
    [".c-sheet", `background-color:${dark.sheet}!important`],
    [".c-ink", `color:${dark.ink}!important`],
    [".c-soft", `color:${dark.soft}!important`],
    [".c-line", `border-color:${dark.hairline}!important`],
    [".c-tile", `background-color:${dark.tile}!important`],
    [".c-accent", `color:${accentOnDark(accent)}!important`],
  ]
    .map(([name, rule]) => `${prefix}${name}{${rule}}`)
    .join("");

/** Dark colours for programs that ask (Apple, Samsung) and for Outlook.com, which marks what it has darkened. */
export const letterStyles = (accent: string): string =>
  `:root{color-scheme:light dark;supported-color-schemes:light dark}` +
  `@media (prefers-color-scheme:dark){${darkRules(accent, "")}}` +
  darkRules(accent, "[data-ogsc] ") +
  `@media (max-width:620px){.m-pad{padding-left:24px!important;padding-right:24px!important}.m-display{font-size:30px!important;line-height:36px!important}` +
  `.m-tile-cell{width:92px!important}.m-tile{width:76px!important;height:76px!important}.m-tile span{line-height:76px!important}.m-tile img{width:76px!important;height:76px!important}.m-full{width:100%!important}` +
  `}`;
