/** Broken, cut and twisted forms against the upload doors on a real port: every one is answered, and nothing falls. */
import { readdirSync } from "node:fs";
import { request as send } from "node:http";
import { type AddressInfo, connect } from "node:net";
import { gzipSync } from "node:zlib";
import { sql } from "drizzle-orm";
import { afterAll, afterEach, beforeAll, expect, it, vi } from "vitest";
import { apiKeys } from "@/server/db/schema";
import type { HttpDoor } from "@/server/http/door";
import { receiveUpload } from "@/server/http/files/uploads";
import { createGateway } from "@/server/http/gateway/server";
import { restDoor } from "@/server/http/rest/door";
import { apiScopes } from "@/server/kernel/access";
import { sha256 } from "@/server/platform/crypto";
import { asRole, ensureTestUser } from "@/tests/support/actors";
import { scratchDataDir } from "@/tests/support/data-dir";
import { testDatabase } from "@/tests/support/database";

const folder = scratchDataDir();
const { db } = await testDatabase();
(globalThis as { __carillonDb?: unknown }).__carillonDb = db;
const key = "car_test_0123456789012345678901234567890123456789";

/** What a signed-in page sends to; Next holds this door, the session is the test's. */
const uploads: HttpDoor = {
  match: (_method, pathname) => pathname === "/api/uploads",
  handle: (request) => receiveUpload(asRole(db, "marketer"), request),
};
const gateway = createGateway({
  origin: "http://carillon.example",
  nextOrigin: "http://127.0.0.1:9",
  doors: [restDoor, uploads],
});
const doors = ["/api/v1/imports", "/api/uploads"];

/** What would have ended the process. */
const escaped: unknown[] = [];
const note = (error: unknown) => escaped.push(error);

beforeAll(async () => {
  process.on("uncaughtException", note);
  process.on("unhandledRejection", note);
  await ensureTestUser(db);
  await db
    .insert(apiKeys)
    .values({ name: "test", prefix: "car_test", hash: sha256(key), scopes: [...apiScopes] });
  await new Promise<void>((resolve) => gateway.server.listen(0, "127.0.0.1", resolve));
});
afterAll(async () => {
  await gateway.stop(100);
  process.off("uncaughtException", note);
  process.off("unhandledRejection", note);
});
afterEach(async () => {
  await vi.waitFor(storeIsClean);
  expect(escaped.splice(0)).toEqual([]);
});

/** Each stored file belongs to an import, and none is half written. */
async function storeIsClean(): Promise<void> {
  const rows = await db.execute<{ file_key: string }>(sql`select file_key from imports where file_key <> ''`);
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) =>
    entry.isFile(),
  );
  expect(files.map(({ name }) => name).sort()).toEqual([...new Set(rows.map((row) => row.file_key))].sort());
}

const port = () => (gateway.server.address() as AddressInfo).port;
const formType = "multipart/form-data; boundary=x";

function post(path: string, body: Buffer, type = formType, pieceBytes = body.length || 1) {
  return new Promise<{ status: number; text: string }>((resolve, reject) => {
    const headers = { authorization: `Bearer ${key}`, "content-type": type };
    const req = send({ host: "127.0.0.1", port: port(), path, method: "POST", headers }, (res) => {
      let text = "";
      res.on("data", (chunk) => {
        text += chunk;
      });
      res.on("end", () => resolve({ status: res.statusCode ?? 0, text }));
    });
    req.on("error", reject);
    for (let at = 0; at < body.length; at += pieceBytes) req.write(body.subarray(at, at + pieceBytes));
    req.end();
  });
}

interface Part {
  name: string;
  value: string | Buffer;
  fileName?: string;
}
const written = ({ name, value, fileName }: Part) =>
  Buffer.concat([
    Buffer.from(
      `--x\r\nContent-Disposition: form-data; name="${name}"${fileName ? `; filename="${fileName}"` : ""}\r\n\r\n`,
    ),
    Buffer.from(value),
    Buffer.from("\r\n"),
  ]);
const formOf = (...parts: Part[]) => Buffer.concat([...parts.map(written), Buffer.from("--x--\r\n")]);

const csv = `code,email\n${Array.from({ length: 40 }, (_, i) => `${i},p${i}@shop.example`).join("\n")}\n`;
const entity: Part = { name: "entity", value: "customers" };
const mapping: Part = { name: "mapping", value: '{"code":"external_id","email":"email"}' };
const file: Part = { name: "file", value: csv, fileName: "a.csv" };
const packed: Part = { name: "file", value: gzipSync(csv), fileName: "a.csv.gz" };
const whole = formOf(entity, mapping, packed);

it.each(doors)("%s: a form cut anywhere is refused", async (door) => {
  const forms = [whole, formOf(file, entity, mapping)];
  for (const form of forms) {
    const step = Math.ceil(form.length / 40);
    // The last line break may be missing.
    for (let end = 0; end < form.length - 2; end += step) {
      const answer = await post(door, form.subarray(0, end), formType, end % 2 ? 13 : undefined);
      expect([end, answer.status]).toEqual([end, 400]);
    }
  }
  const open = Buffer.from('--x\r\nContent-Disposition: form-data; name="file"; filename="a"\r\n\r\nabc');
  expect((await post(door, open)).text).toContain("cut off or malformed");
});

it.each(doors)("%s: a form with wrong bytes is taken or refused, never failed", async (door) => {
  let seed = 7;
  const next = (below: number) => {
    seed = (seed * 1_103_515_245 + 12_345) % 2 ** 31;
    return seed % below;
  };
  for (let turn = 0; turn < 120; turn++) {
    const form = Buffer.from(turn % 2 ? whole : formOf(file, entity, mapping));
    const at = next(turn % 3 ? 300 : form.length);
    let twisted: Buffer = form;
    if (turn % 4 === 0) twisted = Buffer.concat([form.subarray(0, at), form.subarray(at + 1 + next(20))]);
    else if (turn % 4 === 1) twisted = Buffer.concat([form.subarray(0, at), form.subarray(next(at + 1))]);
    else for (let i = 0; i <= turn % 5; i++) form[(at + i * 17) % form.length] = next(256);
    const { status, text } = await post(door, twisted, formType, turn % 5 ? undefined : 11);
    expect([200, 201, 202, 400, 413], `turn ${turn}: ${text}`).toContain(status);
  }
});

const head = (line: string) => Buffer.from(`--x\r\n${line}\r\n\r\nabc\r\n--x--\r\n`);
const many = Array.from({ length: 30 }, (_, i) => ({ name: `f${i}`, value: "" }));
it.each([
  ["nothing", Buffer.from(""), formType],
  ["no boundary", whole, "multipart/form-data; charset=utf-8"],
  ["an empty boundary", whole, 'multipart/form-data; boundary=""'],
  ["another boundary", whole, "multipart/form-data; boundary=y"],
  ["a boundary of 5000", whole, `multipart/form-data; boundary=${"y".repeat(5000)}`],
  ["a file without a name", head('Content-Disposition: form-data; filename="a"'), formType],
  ["a field without a name", head("Content-Disposition: form-data"), formType],
  ["no disposition", head("X-Y: z"), formType],
  ["two colons of nothing", head(": :"), formType],
  [
    "an unknown charset",
    head('Content-Disposition: form-data; name="entity"\r\nContent-Type: text/plain; charset=klingon'),
    formType,
  ],
  ["a file in the wrong field", formOf(entity, mapping, { ...file, name: "upload" }), formType],
  ["fields of every object", formOf({ name: "constructor", value: "1" }, entity, file), formType],
  ["too many fields", formOf(...many, file), formType],
  ["too many parts after the file", formOf(file, ...many), formType],
  ["a header without end", Buffer.from(`--x\r\nX: ${"y".repeat(100_000)}`), formType],
])("%s is refused", async (_what, body, type) => {
  const { status, text } = await post("/api/v1/imports", body, type);
  expect(status, text).toBe(400);
  expect((await post("/api/uploads", body, type)).status).toBeLessThan(500);
});

it.each(
  doors,
)("%s: a text longer than its field is refused by name, before and after the file", async (door) => {
  const long = { name: "mapping", value: "m".repeat(300_000) };
  for (const form of [formOf(long, entity, file), formOf(file, entity, long)]) {
    const { status, text } = await post(door, form);
    expect([status, text]).toEqual([413, expect.stringContaining("mapping: may have at most 256 KB")]);
  }
});

it.each([
  ["file", [entity, mapping, file, packed]],
  ["entity", [entity, { ...entity, value: "orders" }, mapping, file]],
  ["mapping", [mapping, entity, file, mapping]],
  ["dry_run", [{ name: "dry_run", value: "1" }, file, entity, mapping, { name: "dry_run", value: "0" }]],
])("%s given twice is refused by name", async (name, parts) => {
  for (const door of doors) {
    const { status, text } = await post(door, formOf(...parts));
    expect([status, text]).toEqual([400, expect.stringContaining(`${name}: is given twice`)]);
  }
});

it("a mapping that is not JSON is told so", async () => {
  const { status, text } = await post(doors[0] ?? "", formOf(entity, { ...mapping, value: "{code" }, file));
  expect([status, text]).toEqual([400, expect.stringContaining("The mapping is not valid JSON")]);
  expect(text).not.toContain("body");
});

it("a client that goes in the middle leaves nothing", async () => {
  for (const door of doors)
    for (let end = 10; end < whole.length; end += Math.ceil(whole.length / 12))
      await new Promise<void>((resolve) => {
        const socket = connect(port(), "127.0.0.1", () => {
          socket.write(
            `POST ${door} HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${key}\r\nContent-Type: ${formType}\r\nContent-Length: 100000\r\n\r\n`,
          );
          socket.write(whole.subarray(0, end));
          setTimeout(() => socket.destroy(), 15);
        });
        socket.on("error", () => {});
        socket.on("close", () => resolve());
      });
  const taken = await post("/api/v1/imports", formOf(entity, mapping, file));
  expect(taken.status, taken.text).toBe(202);
});
