import type { Readable } from "node:stream";
import type { SeenFile } from "../model";

/** A folder somewhere else. Names are those of `list`, never paths. */
export interface Place {
  /** Plain files of the folder itself, not of folders below it. */
  list(): Promise<SeenFile[]>;
  read(name: string): Promise<Readable>;
  /** Into a folder below; an equal name there is not overwritten. */
  move(name: string, folder: string): Promise<void>;
  remove(name: string): Promise<void>;
  /** The whole content under a name in a folder below; it appears when it is complete. */
  write(folder: string, name: string, content: AsyncIterable<Uint8Array>): Promise<void>;
  close(): Promise<void>;
}

/** More files than this in one folder are not looked through: something is wrong there. */
export const maxListed = 20_000;

/** A name for a file that is put aside: its own, with the moment when it is taken. */
export const asideName = (name: string, taken: (name: string) => boolean, now: number): string => {
  if (!taken(name)) return name;
  const dot = name.indexOf(".");
  return dot <= 0 ? `${name}.${now}` : `${name.slice(0, dot)}.${now}${name.slice(dot)}`;
};
