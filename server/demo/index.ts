/**
 * The demo retailer "Belfry Market": what a first start shows instead of emptiness. Drawn from one fixed seed with
 * dates relative to today; addresses lie in reserved domains, so nothing of it can reach anybody.
 */

export { drawProductPicture } from "./pictures";
export { seedDemo } from "./seed";
export { openDemoShop } from "./shop";
