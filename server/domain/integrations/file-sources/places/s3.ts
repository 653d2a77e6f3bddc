import { Readable } from "node:stream";
import type { S3Client } from "@aws-sdk/client-s3";
import { AppError, invalid, unavailable } from "@/server/platform/errors";
import { outboundAgents } from "@/server/platform/outbound";
import type { PlaceSecret, S3Connection } from "../model";
import { asideName, maxListed, type Place } from "./place";

/** A part of a large object; S3 allows 10,000 of them. */
const partBytes = 8 * 1024 * 1024;

/** A prefix of a bucket of anything that speaks S3. */
export async function openS3(connection: S3Connection, secret: PlaceSecret): Promise<Place> {
  const { S3Client } = await import("@aws-sdk/client-s3");
  const agents = outboundAgents({ keepAlive: true, maxSockets: 8 });
  const client = new S3Client({
    endpoint: connection.endpoint,
    region: connection.region || "us-east-1",
    forcePathStyle: connection.isPathStyle,
    credentials: {
      accessKeyId: secret.accessKeyId ?? "",
      secretAccessKey: secret.secretAccessKey ?? "",
    },
    maxAttempts: 3,
    // Checksums in trailers are unknown to most servers that speak S3.
    requestChecksumCalculation: "WHEN_REQUIRED",
    responseChecksumValidation: "WHEN_REQUIRED",
    requestHandler: { ...agents, connectionTimeout: 10_000, requestTimeout: 60_000 },
  });
  return placeOf(client, connection, () => {
    client.destroy();
    agents.httpAgent.destroy();
    agents.httpsAgent.destroy();
  });
}

function explained(error: unknown, { bucket, endpoint }: S3Connection, what: string): unknown {
  if (error instanceof AppError) return error;
  const { name = "", message = "", cause } = error as { name?: string; message?: string; cause?: unknown };
  if (cause instanceof AppError) return cause;
  if (name === "NoSuchBucket")
    return invalid(`There is no bucket ${JSON.stringify(bucket)} at ${endpoint}. Check its name.`, [
      { path: "bucket", message: "is not there" },
    ]);
  if (["InvalidAccessKeyId", "SignatureDoesNotMatch", "AccessDenied", "Forbidden", "403"].includes(name))
    return invalid(
      `${endpoint} refuses these keys for ${JSON.stringify(bucket)}. Check them, and that they may list, read and write.`,
      [{ path: "accessKeyId", message: "is refused" }],
    );
  if (name === "NoSuchKey") return invalid(`${what} is not there any more.`);
  return unavailable(`${endpoint} failed at ${what}: ${`${name} ${message}`.trim().slice(0, 200)}`);
}

function placeOf(client: S3Client, connection: S3Connection, close: () => void): Place {
  const prefix = connection.prefix.replace(/^\/+|\/+$/g, "");
  const keyOf = (name: string, below = "") => [prefix, below, name].filter((part) => part !== "").join("/");
  const Bucket = connection.bucket;
  const named = async <T>(what: string, work: () => Promise<T>): Promise<T> => {
    try {
      return await work();
    } catch (error) {
      throw explained(error, connection, what);
    }
  };
  const listUnder = async (start: string) => {
    const { ListObjectsV2Command } = await import("@aws-sdk/client-s3");
    const found: { name: string; size: number; modifiedAt: Date }[] = [];
    let token: string | undefined;
    do {
      const page = await client.send(
        new ListObjectsV2Command({ Bucket, Prefix: start, Delimiter: "/", ContinuationToken: token }),
      );
      for (const one of page.Contents ?? []) {
        const name = (one.Key ?? "").slice(start.length);
        if (name !== "" && !name.includes("/"))
          found.push({ name, size: one.Size ?? 0, modifiedAt: one.LastModified ?? new Date(0) });
      }
      token = page.IsTruncated ? page.NextContinuationToken : undefined;
    } while (token && found.length < maxListed);
    return found;
  };
  return {
    list: () => named("the list of files", () => listUnder(prefix === "" ? "" : `${prefix}/`)),
    read: (name) =>
      named(name, async () => {
        const { GetObjectCommand } = await import("@aws-sdk/client-s3");
        const { Body } = await client.send(new GetObjectCommand({ Bucket, Key: keyOf(name) }));
        if (!(Body instanceof Readable)) throw unavailable(`${name} has no content.`);
        return Body;
      }),
    move: (name, into) =>
      named(name, async () => {
        const { CopyObjectCommand, DeleteObjectCommand } = await import("@aws-sdk/client-s3");
        const taken = new Set((await listUnder(`${keyOf(into)}/`)).map((one) => one.name));
        const aside = asideName(name, (one) => taken.has(one), Date.now());
        const source = `${Bucket}/${keyOf(name)}`.split("/").map(encodeURIComponent).join("/");
        await client.send(new CopyObjectCommand({ Bucket, Key: keyOf(aside, into), CopySource: source }));
        await client.send(new DeleteObjectCommand({ Bucket, Key: keyOf(name) }));
      }),
    remove: (name) =>
      named(name, async () => {
        const { DeleteObjectCommand } = await import("@aws-sdk/client-s3");
        await client.send(new DeleteObjectCommand({ Bucket, Key: keyOf(name) }));
      }),
    write: (into, name, content) => named(name, () => putObject(client, Bucket, keyOf(name, into), content)),
    close: async () => close(),
  };
}

/** In parts when it is large: memory holds one part. An object appears when its last part is there. */
async function putObject(
  client: S3Client,
  Bucket: string,
  Key: string,
  content: AsyncIterable<Uint8Array>,
): Promise<void> {
  const s3 = await import("@aws-sdk/client-s3");
  let UploadId: string | undefined;
  const parts: { PartNumber: number; ETag: string | undefined }[] = [];
  const sendPart = async (Body: Buffer) => {
    UploadId ??= (await client.send(new s3.CreateMultipartUploadCommand({ Bucket, Key }))).UploadId;
    const PartNumber = parts.length + 1;
    const { ETag } = await client.send(new s3.UploadPartCommand({ Bucket, Key, UploadId, PartNumber, Body }));
    parts.push({ PartNumber, ETag });
  };
  try {
    let waiting: Uint8Array[] = [];
    let bytes = 0;
    for await (const chunk of content) {
      waiting.push(chunk);
      bytes += chunk.byteLength;
      if (bytes < partBytes) continue;
      await sendPart(Buffer.concat(waiting));
      [waiting, bytes] = [[], 0];
    }
    const rest = Buffer.concat(waiting);
    if (UploadId === undefined) {
      await client.send(new s3.PutObjectCommand({ Bucket, Key, Body: rest }));
      return;
    }
    if (rest.byteLength > 0) await sendPart(rest);
    await client.send(
      new s3.CompleteMultipartUploadCommand({ Bucket, Key, UploadId, MultipartUpload: { Parts: parts } }),
    );
  } catch (error) {
    if (UploadId !== undefined)
      await client.send(new s3.AbortMultipartUploadCommand({ Bucket, Key, UploadId })).catch(() => {});
    throw error;
  }
}
