import type { Connection, PlaceSecret } from "../model";
import { openFolder } from "./folder";
import type { Place } from "./place";
import { openS3 } from "./s3";
import { openSftp } from "./sftp";

export interface Opening {
  connection: Connection;
  secret: PlaceSecret;
  hostKey: string | null;
}

/** Opens a place, and closes it whatever happens. `hostKey` of the answer: what an SFTP server showed. */
export async function withPlace<T>(
  { connection, secret, hostKey }: Opening,
  work: (place: Place) => Promise<T>,
): Promise<{ result: T; hostKey: string | null }> {
  let shown: string | null = null;
  const place =
    connection.kind === "sftp"
      ? await openSftp(connection, secret, hostKey, (key) => {
          shown = key;
        })
      : connection.kind === "s3"
        ? await openS3(connection, secret)
        : await openFolder(connection.folder);
  try {
    return { result: await work(place), hostKey: shown };
  } finally {
    await place.close();
  }
}
