/** A real SSH server on a free port of this machine that serves one folder by SFTP. */
import { generateKeyPairSync } from "node:crypto";
import { type FileHandle, lstat, mkdir, open, readdir, rename, rm } from "node:fs/promises";
import path from "node:path";
import ssh2, { type Attributes, type SFTPWrapper } from "ssh2";

const { OPEN_MODE, STATUS_CODE } = ssh2.utils.sftp;

export interface SftpServer {
  port: number;
  /** Connections it has had. */
  sessions(): number;
  close(): Promise<void>;
}

export async function startSftp(options: {
  folder: string;
  user: string;
  password: string;
}): Promise<SftpServer> {
  const { privateKey } = generateKeyPairSync("rsa", {
    modulusLength: 2048,
    privateKeyEncoding: { type: "pkcs1", format: "pem" },
    publicKeyEncoding: { type: "spki", format: "pem" },
  });
  let sessions = 0;
  const server = new ssh2.Server({ hostKeys: [privateKey] }, (client) => {
    client.on("error", () => {});
    client.on("authentication", (auth) =>
      auth.method === "password" && auth.username === options.user && auth.password === options.password
        ? auth.accept()
        : auth.reject(["password"]),
    );
    client.on("session", (accept) => {
      sessions++;
      accept().on("sftp", (acceptSftp) => serve(acceptSftp(), options.folder));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  return {
    port: typeof address === "object" && address ? address.port : 0,
    sessions: () => sessions,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}

function serve(sftp: SFTPWrapper, root: string): void {
  const handles = new Map<number, { file?: FileHandle; names?: string[]; folder?: string }>();
  let next = 1;
  const keep = (value: { file?: FileHandle; names?: string[]; folder?: string }) => {
    const buffer = Buffer.alloc(4);
    buffer.writeUInt32BE(next);
    handles.set(next++, value);
    return buffer;
  };
  const of = (handle: Buffer) => handles.get(handle.readUInt32BE()) ?? {};
  const real = (name: string) => path.join(root, path.posix.normalize(`/${name}`));
  const attributes = async (name: string): Promise<Attributes> => {
    const stat = await lstat(real(name));
    return {
      mode: stat.mode,
      uid: 0,
      gid: 0,
      size: stat.size,
      atime: Math.floor(stat.atimeMs / 1000),
      mtime: Math.floor(stat.mtimeMs / 1000),
    };
  };
  const answer = (id: number, work: Promise<unknown>) =>
    void work.then(
      () => sftp.status(id, STATUS_CODE.OK),
      (error: NodeJS.ErrnoException) =>
        sftp.status(id, error.code === "ENOENT" ? STATUS_CODE.NO_SUCH_FILE : STATUS_CODE.FAILURE),
    );
  const fail = (id: number) => (error: NodeJS.ErrnoException) =>
    sftp.status(id, error.code === "ENOENT" ? STATUS_CODE.NO_SUCH_FILE : STATUS_CODE.FAILURE);

  sftp.on("REALPATH", (id, name) => {
    const filename = path.posix.normalize(`/${name === "." ? "" : name}`);
    sftp.name(id, [{ filename, longname: filename, attrs: {} as Attributes }]);
  });
  sftp.on("STAT", (id, name) => void attributes(name).then((attrs) => sftp.attrs(id, attrs), fail(id)));
  sftp.on("LSTAT", (id, name) => void attributes(name).then((attrs) => sftp.attrs(id, attrs), fail(id)));
  sftp.on("FSTAT", (id) => sftp.status(id, STATUS_CODE.OP_UNSUPPORTED));
  sftp.on("OPENDIR", (id, name) => {
    readdir(real(name)).then((names) => sftp.handle(id, keep({ names, folder: name })), fail(id));
  });
  sftp.on("READDIR", async (id, handle) => {
    const state = of(handle);
    const names = state.names?.splice(0, 100) ?? [];
    if (names.length === 0) return void sftp.status(id, STATUS_CODE.EOF);
    const entries = await Promise.all(
      names.map(async (filename) => {
        const attrs = await attributes(`${state.folder}/${filename}`);
        const isFolder = ((attrs.mode ?? 0) & 0o170000) === 0o040000;
        return {
          filename,
          longname: `${isFolder ? "d" : "-"}rw-r--r-- 1 0 0 ${attrs.size} Jan 1 00:00 ${filename}`,
          attrs,
        };
      }),
    );
    sftp.name(id, entries);
  });
  sftp.on("OPEN", (id, name, flags) => {
    const mode = flags & OPEN_MODE.WRITE ? "w" : "r";
    open(real(name), mode).then((file) => sftp.handle(id, keep({ file })), fail(id));
  });
  sftp.on("READ", async (id, handle, offset, length) => {
    const buffer = Buffer.alloc(length);
    const read = await of(handle).file?.read(buffer, 0, length, offset);
    if (!read || read.bytesRead === 0) return void sftp.status(id, STATUS_CODE.EOF);
    sftp.data(id, buffer.subarray(0, read.bytesRead));
  });
  sftp.on("WRITE", (id, handle, offset, data) => {
    answer(id, of(handle).file?.write(data, 0, data.length, offset) ?? Promise.reject(new Error("no file")));
  });
  sftp.on("CLOSE", (id, handle) => {
    answer(id, of(handle).file?.close() ?? Promise.resolve());
    handles.delete(handle.readUInt32BE());
  });
  sftp.on("REMOVE", (id, name) => answer(id, rm(real(name))));
  sftp.on("RENAME", (id, from, to) => answer(id, rename(real(from), real(to))));
  sftp.on("MKDIR", (id, name) => answer(id, mkdir(real(name))));
}
