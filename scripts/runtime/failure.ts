/** Something the person at the terminal can put right: shown as one line, without a stack. */
export class StartFailure extends Error {
  override name = "StartFailure";
}

/** Anything thrown, as one line. */
export const oneLine = (error: unknown): string =>
  error instanceof Error ? error.message || error.name : String(error);
