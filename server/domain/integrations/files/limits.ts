/** What an uploaded file may be. Stated in the docs and in every refusal. */
export const fileLimits = {
  /** As sent. */
  bytesIn: 512 * 1024 * 1024,
  /** After decompression. */
  bytesOut: 2 * 1024 * 1024 * 1024,
  /** Decompressed to compressed, once there is a megabyte to judge by. */
  ratio: 100,
  rows: 5_000_000,
  columns: 500,
  cellLength: 32_768,
  /** One record with all its line breaks. */
  recordLength: 262_144,
} as const;
export type FileLimits = { readonly [Name in keyof typeof fileLimits]: number };
