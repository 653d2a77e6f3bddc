import { demoProducts, type Shape } from "./catalogue";

/** Each shape on a 200 by 200 field; `c` is the product's colour, `d` its darker tone, `l` its light one. */
const drawings: Record<Shape, (c: string, d: string, l: string) => string> = {
  bottle: (c, d, l) =>
    `<path d="M86 34h28v22c0 10 18 16 18 38v62a12 12 0 0 1-12 12H80a12 12 0 0 1-12-12V94c0-22 18-28 18-38z" fill="${c}"/><rect x="84" y="24" width="32" height="14" rx="4" fill="${d}"/><rect x="68" y="104" width="64" height="38" fill="${l}"/><path d="M80 120h40M80 130h26" stroke="${d}" stroke-width="4" stroke-linecap="round"/>`,
  carton: (c, d, l) =>
    `<path d="M62 70l14-26h48l14 26v92a8 8 0 0 1-8 8H70a8 8 0 0 1-8-8z" fill="${c}"/><path d="M62 70h76l-14-26H76z" fill="${d}"/><rect x="74" y="26" width="52" height="18" rx="4" fill="${l}"/><circle cx="100" cy="116" r="24" fill="${l}"/><path d="M90 116c4-10 16-10 20 0s-16 10-20 0z" fill="${d}"/>`,
  jar: (c, d, l) =>
    `<rect x="66" y="60" width="68" height="106" rx="16" fill="${c}"/><rect x="70" y="38" width="60" height="24" rx="6" fill="${d}"/><rect x="66" y="90" width="68" height="44" fill="${l}"/>`,
  loaf: (c, d, l) =>
    `<path d="M40 118c0-40 34-58 60-58s60 18 60 58v24a12 12 0 0 1-12 12H52a12 12 0 0 1-12-12z" fill="${c}"/><path d="M66 84l14 22M94 76l14 24M122 80l12 22" stroke="${l}" stroke-width="8" stroke-linecap="round"/><path d="M40 136h120v6a12 12 0 0 1-12 12H52a12 12 0 0 1-12-12z" fill="${d}"/>`,
  fruit: (c, d, l) =>
    `<circle cx="86" cy="116" r="44" fill="${c}"/><circle cx="124" cy="122" r="36" fill="${d}"/><path d="M92 74c2-20 14-30 30-34-2 18-12 30-30 34z" fill="#7fae6a"/><ellipse cx="70" cy="102" rx="8" ry="14" fill="${l}" opacity=".6"/>`,
  box: (c, d, l) =>
    `<path d="M42 76l58-24 58 24v66l-58 26-58-26z" fill="${c}"/><path d="M42 76l58 24 58-24-58-24z" fill="${l}"/><path d="M100 100v68l58-26V76z" fill="${d}"/><path d="M70 64l58 24v20" fill="none" stroke="#fff" stroke-width="6" opacity=".7"/>`,
  bag: (c, d, l) =>
    `<path d="M60 48h80l8 112a8 8 0 0 1-8 8H60a8 8 0 0 1-8-8z" fill="${c}"/><path d="M60 48h80l2 22H58z" fill="${d}"/><rect x="74" y="92" width="52" height="46" rx="6" fill="${l}"/><path d="M86 108h28M86 120h18" stroke="${d}" stroke-width="5" stroke-linecap="round"/>`,
  cup: (c, d, l) =>
    `<path d="M52 70h84v56a34 34 0 0 1-34 34H86a34 34 0 0 1-34-34z" fill="${c}"/><path d="M136 84h10a18 18 0 0 1 0 40h-11" fill="none" stroke="${c}" stroke-width="10"/><ellipse cx="94" cy="70" rx="42" ry="11" fill="${l}"/><ellipse cx="94" cy="70" rx="30" ry="6" fill="${d}"/>`,
  pan: (c, d, l) =>
    `<circle cx="84" cy="110" r="50" fill="${d}"/><circle cx="84" cy="110" r="38" fill="${c}"/><rect x="128" y="82" width="58" height="14" rx="7" transform="rotate(-24 128 96)" fill="${d}"/><path d="M62 96a28 28 0 0 1 24-14" stroke="${l}" stroke-width="6" fill="none" stroke-linecap="round"/>`,
  lamp: (c, d, l) =>
    `<path d="M74 42h52l22 62H52z" fill="${c}"/><ellipse cx="100" cy="106" rx="48" ry="9" fill="${l}"/><rect x="96" y="108" width="8" height="46" fill="${d}"/><rect x="72" y="152" width="56" height="12" rx="6" fill="${d}"/>`,
  textile: (c, d, l) =>
    `<rect x="44" y="112" width="112" height="40" rx="14" fill="${d}"/><rect x="48" y="82" width="104" height="36" rx="14" fill="${c}"/><rect x="56" y="54" width="88" height="34" rx="14" fill="${l}"/><path d="M62 100h60M58 132h70" stroke="#fff" stroke-width="4" opacity=".5" stroke-linecap="round"/>`,
  plant: (c, d, l) =>
    `<path d="M70 126h60l-8 42H78z" fill="${d}"/><path d="M100 126c-4-30-30-36-44-60 28-4 46 20 44 60z" fill="${c}"/><path d="M100 126c2-38 20-60 46-66-2 32-20 48-46 66z" fill="${c}"/><path d="M100 126c-10-40-2-66 6-86 14 26 12 56-6 86z" fill="${l}"/>`,
  tool: (c, d, l) =>
    `<rect x="90" y="86" width="20" height="84" rx="8" fill="${d}"/><path d="M66 40h68l-12 46H78z" fill="${c}"/><path d="M78 56h44" stroke="${l}" stroke-width="6"/>`,
  can: (c, d, l) =>
    `<rect x="60" y="52" width="80" height="104" fill="${c}"/><ellipse cx="100" cy="156" rx="40" ry="11" fill="${d}"/><ellipse cx="100" cy="52" rx="40" ry="11" fill="${l}"/><ellipse cx="100" cy="52" rx="28" ry="6" fill="${d}" opacity=".4"/><rect x="60" y="84" width="80" height="40" fill="${l}"/>`,
  cheese: (c, d, l) =>
    `<path d="M36 120l112-52c12 10 18 28 18 52z" fill="${l}"/><path d="M36 120h130v32a6 6 0 0 1-6 6H42a6 6 0 0 1-6-6z" fill="${c}"/><circle cx="74" cy="138" r="9" fill="${d}"/><circle cx="112" cy="132" r="6" fill="${d}"/><circle cx="140" cy="144" r="8" fill="${d}"/>`,
};

/** The picture of a demo product as an SVG document; undefined for an unknown code. */
export function drawProductPicture(code: string): string | undefined {
  const product = demoProducts.find((one) => one.code === code);
  if (!product) return undefined;
  const tone = (saturation: number, lightness: number) => `hsl(${product.hue} ${saturation}% ${lightness}%)`;
  const drawing = drawings[product.shape](tone(62, 58), tone(54, 45), tone(76, 86));
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 200 200" width="400" height="400"><rect width="200" height="200" fill="${tone(45, 95)}"/><ellipse cx="100" cy="172" rx="62" ry="8" fill="${tone(30, 84)}"/>${drawing}</svg>`;
}
