/**
 * PostgreSQL arrays in its binary wire format, for the one insert where parsing text literals would cost more than
 * the insert (the event log). node-postgres sends Buffers as binary parameters.
 */
const oids = { int2: 21, int8: 20, text: 25, timestamptz: 1184, uuid: 2950 } as const;
const headerBytes = 20;
/** PostgreSQL counts microseconds from the year 2000. */
const epochMs = Date.UTC(2000, 0, 1);

function start(oid: number, length: number, bodyBytes: number): Buffer {
  const buffer = Buffer.allocUnsafe(length === 0 ? 12 : headerBytes + bodyBytes);
  buffer.writeInt32BE(length === 0 ? 0 : 1, 0); // dimensions
  buffer.writeInt32BE(0, 4); // no nulls
  buffer.writeInt32BE(oid, 8);
  if (length > 0) {
    buffer.writeInt32BE(length, 12);
    buffer.writeInt32BE(1, 16); // lower bound
  }
  return buffer;
}

const dash = 0x2d;
/** Value of a hexadecimal digit's character code. */
const nibble = (code: number): number => (code & 0xf) + (code > 0x39 ? 9 : 0);

export function uuidArray(values: readonly string[]): Buffer {
  const buffer = start(oids.uuid, values.length, values.length * 20);
  let at = headerBytes;
  for (const value of values) {
    buffer.writeInt32BE(16, at);
    at += 4;
    for (let digit = 0; digit < 36; digit += 2) {
      if (value.charCodeAt(digit) === dash) digit++;
      buffer[at++] = (nibble(value.charCodeAt(digit)) << 4) | nibble(value.charCodeAt(digit + 1));
    }
  }
  return buffer;
}

export function int2Array(values: readonly number[]): Buffer {
  const buffer = start(oids.int2, values.length, values.length * 6);
  let at = headerBytes;
  for (const value of values) {
    buffer.writeInt32BE(2, at);
    buffer.writeInt16BE(value, at + 4);
    at += 6;
  }
  return buffer;
}

export function timestamptzArray(values: readonly Date[]): Buffer {
  const buffer = start(oids.timestamptz, values.length, values.length * 12);
  let at = headerBytes;
  for (const value of values) {
    buffer.writeInt32BE(8, at);
    const microseconds = (value.getTime() - epochMs) * 1_000;
    buffer.writeInt32BE(Math.floor(microseconds / 0x1_0000_0000), at + 4);
    buffer.writeUInt32BE(microseconds - Math.floor(microseconds / 0x1_0000_0000) * 0x1_0000_0000, at + 8);
    at += 12;
  }
  return buffer;
}

/** Texts as bytes; they must be valid UTF-8 without NUL. */
export function textArray(values: readonly Buffer[]): Buffer {
  let bytes = 0;
  for (const value of values) bytes += 4 + value.length;
  const buffer = start(oids.text, values.length, bytes);
  let at = headerBytes;
  for (const value of values) {
    buffer.writeInt32BE(value.length, at);
    value.copy(buffer, at + 4);
    at += 4 + value.length;
  }
  return buffer;
}
