import { connect } from 'node:net';

/**
 * One MongoDB command over a connection of its own, with a time-out of its own.
 *
 * The watchdog must not share anything with what it watches over: no pool that can run dry, no driver that waits and
 * retries. So this speaks the protocol itself, for the few types such commands need.
 *
 * @param command its first key is the command's name; `$db` is added
 * @throws Error when there is no complete answer within `timeoutMs`, or the answer is not `ok: 1`
 * @see https://www.mongodb.com/docs/manual/reference/mongodb-wire-protocol/ (OP_MSG), https://bsonspec.org/spec.html
 */
export async function mongoCommand(
  port: number,
  database: string,
  command: BsonDocument,
  timeoutMs: number,
): Promise<Record<string, unknown>> {
  const answer = await exchange(port, message({ ...command, $db: database }), timeoutMs);
  // Header 16 bytes, flags 4, section kind 1; then the document.
  const reply = decodeDocument(answer, 21);
  if (reply.ok !== 1) throw new Error(`MongoDB refused the command: ${String(reply.errmsg ?? reply.code)}`);
  return reply;
}

export type BsonValue = string | number | boolean | Date | BsonValue[] | BsonDocument;
export type BsonDocument = { [key: string]: BsonValue };

const opMsg = 2013;

function message(body: BsonDocument): Buffer {
  const document = encodeDocument(body);
  const header = Buffer.alloc(21);
  header.writeInt32LE(21 + document.length, 0);
  header.writeInt32LE(1, 4);
  header.writeInt32LE(opMsg, 12);
  return Buffer.concat([header, document]);
}

function exchange(port: number, request: Buffer, timeoutMs: number): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1');
    const chunks: Buffer[] = [];
    let length = 0;
    const timer = setTimeout(() => settle(new Error(`no answer within ${timeoutMs} ms`)), timeoutMs);
    function settle(error: Error | undefined) {
      clearTimeout(timer);
      socket.destroy();
      if (error) reject(error);
      else resolve(Buffer.concat(chunks));
    }
    socket.on('connect', () => socket.write(request));
    socket.on('data', (chunk) => {
      chunks.push(chunk);
      length += chunk.length;
      if (length < 21) return;
      const whole = chunks.length === 1 ? chunk : Buffer.concat(chunks);
      if (length >= whole.readInt32LE(0)) settle(undefined);
    });
    socket.on('error', settle);
    socket.on('close', () => settle(new Error('the connection was closed without an answer')));
  });
}

function encodeDocument(document: BsonDocument | BsonValue[]): Buffer {
  const elements = Object.entries(document).map(([key, value]) => encodeElement(key, value));
  const body = Buffer.concat([...elements, Buffer.from([0])]);
  return Buffer.concat([int32(body.length + 4), body]);
}

function encodeElement(key: string, value: BsonValue): Buffer {
  const element = (type: number, content: Buffer) =>
    Buffer.concat([Buffer.from([type]), Buffer.from(`${key}\0`), content]);
  if (typeof value === 'string') {
    const text = Buffer.from(`${value}\0`);
    return element(0x02, Buffer.concat([int32(text.length), text]));
  }
  if (typeof value === 'boolean') return element(0x08, Buffer.from([value ? 1 : 0]));
  if (typeof value === 'number') return element(0x10, int32(value));
  if (value instanceof Date) {
    const content = Buffer.alloc(8);
    content.writeBigInt64LE(BigInt(value.getTime()));
    return element(0x09, content);
  }
  return element(Array.isArray(value) ? 0x04 : 0x03, encodeDocument(value));
}

function int32(value: number): Buffer {
  const content = Buffer.alloc(4);
  content.writeInt32LE(value);
  return content;
}

function decodeDocument(bytes: Buffer, start: number): Record<string, unknown> {
  const end = start + bytes.readInt32LE(start) - 1;
  const document: Record<string, unknown> = {};
  let at = start + 4;
  while (at < end) {
    const type = bytes.readUInt8(at);
    const keyEnd = bytes.indexOf(0, at + 1);
    const key = bytes.toString('utf8', at + 1, keyEnd);
    const [value, next] = decodeValue(bytes, type, keyEnd + 1);
    document[key] = value;
    at = next;
  }
  return document;
}

/** The value at an offset, and the offset behind it. Types that no answer used here carries end in an error. */
function decodeValue(bytes: Buffer, type: number, at: number): [unknown, number] {
  switch (type) {
    case 0x01:
      return [bytes.readDoubleLE(at), at + 8];
    case 0x02: {
      const length = bytes.readInt32LE(at);
      return [bytes.toString('utf8', at + 4, at + 3 + length), at + 4 + length];
    }
    case 0x03:
      return [decodeDocument(bytes, at), at + bytes.readInt32LE(at)];
    case 0x04:
      return [Object.values(decodeDocument(bytes, at)), at + bytes.readInt32LE(at)];
    case 0x05: {
      const length = bytes.readInt32LE(at);
      return [bytes.subarray(at + 5, at + 5 + length), at + 5 + length];
    }
    case 0x07:
      return [bytes.toString('hex', at, at + 12), at + 12];
    case 0x08:
      return [bytes.readUInt8(at) === 1, at + 1];
    case 0x09:
      return [new Date(Number(bytes.readBigInt64LE(at))), at + 8];
    case 0x0a:
      return [null, at];
    case 0x10:
      return [bytes.readInt32LE(at), at + 4];
    case 0x11:
    case 0x12:
      return [bytes.readBigInt64LE(at), at + 8];
    case 0x13:
      return [bytes.subarray(at, at + 16), at + 16];
    default:
      throw new Error(`The answer has a BSON type that is not expected here: 0x${type.toString(16)}`);
  }
}
