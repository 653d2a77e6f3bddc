import { AppError, type ErrorCode } from "@/server/platform/errors";

/** A refusal whose sentence begins with the path it is about (`code: …`): doors and forms get both. */
const about = (code: ErrorCode, sentence: string): AppError => {
  const found = /^([A-Za-z][\w.[\]]*): (.+)$/su.exec(sentence);
  const fields = found ? [{ path: found[1] ?? "", message: found[2] ?? "" }] : [];
  return new AppError(code, sentence, { fields });
};
export const invalid = (sentence: string): AppError => about("invalid", sentence);
export const conflict = (sentence: string): AppError => about("conflict", sentence);
