import { abandonedCart } from "./abandoned-cart/node";
import { exit } from "./exit/node";
import { filter } from "./filter/node";
import type { NodeKind } from "./kind";
import { rfmTransition } from "./rfm-transition/node";
import { segmentEntered, segmentLeft } from "./segment-move/node";
import { sendEmail } from "./send-email/node";
import { wait } from "./wait/node";

/** Every kind of node, in the order of the palette. A new kind is a folder and its line here. */
export const nodeKinds: readonly NodeKind[] = [
  abandonedCart,
  segmentEntered,
  segmentLeft,
  rfmTransition,
  wait,
  filter,
  sendEmail,
  exit,
];

const byName = new Map(nodeKinds.map((kind) => [kind.kind, kind]));
/** Undefined for a kind this version does not know. */
export const findNodeKind = (name: string): NodeKind | undefined => byName.get(name);

/** For graphs that were validated. */
export function getNodeKind(name: string): NodeKind {
  const kind = byName.get(name);
  if (!kind) throw new Error(`There is no node kind ${name}.`);
  return kind;
}
