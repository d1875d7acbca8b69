import { AwsError } from '../core/aws-error.ts';

/** Seconds since the epoch, as CBOR carries a timestamp: tag 1. */
export interface CborTimestamp {
  readonly epochSeconds: number;
}

/** Reads one CBOR item (RFC 8949). Timestamps of tag 1 come as seconds. @throws AwsError `SerializationException` */
export function decodeCbor(bytes: Uint8Array): unknown {
  try {
    return new Decoder(bytes).item(0);
  } catch (error) {
    if (error instanceof AwsError) throw error;
    throw malformed();
  }
}

const BREAK = Symbol('break');
const DEPTH_LIMIT = 64;

class Decoder {
  readonly #view: DataView;
  readonly #bytes: Uint8Array;
  #offset = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  item(depth: number): unknown {
    if (depth > DEPTH_LIMIT) throw malformed();
    const head = this.#view.getUint8(this.#offset);
    this.#offset += 1;
    const major = head >> 5;
    const info = head & 31;
    switch (major) {
      case 0:
        return narrow(this.#argument(info));
      case 1:
        return narrow(-1n - this.#argument(info));
      case 2:
      case 3:
        return this.#string(major, info, depth);
      case 4:
        return this.#array(info, depth);
      case 5:
        return this.#map(info, depth);
      case 6: {
        this.#argument(info);
        return this.item(depth + 1);
      }
      default:
        return this.#simple(info);
    }
  }

  #argument(info: number): bigint {
    if (info < 24) return BigInt(info);
    const width = info === 24 ? 1 : info === 25 ? 2 : info === 26 ? 4 : info === 27 ? 8 : 0;
    if (width === 0) throw malformed();
    const at = this.#offset;
    this.#offset += width;
    if (width === 1) return BigInt(this.#view.getUint8(at));
    if (width === 2) return BigInt(this.#view.getUint16(at));
    return width === 4 ? BigInt(this.#view.getUint32(at)) : this.#view.getBigUint64(at);
  }

  #length(info: number): number {
    const length = Number(this.#argument(info));
    if (length > this.#bytes.length - this.#offset) throw malformed();
    return length;
  }

  #string(major: number, info: number, depth: number): Uint8Array | string {
    let bytes: Uint8Array;
    if (info === 31) {
      const parts: Uint8Array[] = [];
      for (let part = this.item(depth + 1); part !== BREAK; part = this.item(depth + 1))
        parts.push(typeof part === 'string' ? Buffer.from(part) : (part as Uint8Array));
      bytes = Buffer.concat(parts);
    } else {
      const length = this.#length(info);
      bytes = this.#bytes.slice(this.#offset, this.#offset + length);
      this.#offset += length;
    }
    return major === 3 ? new TextDecoder('utf-8', { fatal: true }).decode(bytes) : bytes;
  }

  #array(info: number, depth: number): unknown[] {
    const items: unknown[] = [];
    if (info === 31) for (let item = this.item(depth + 1); item !== BREAK; item = this.item(depth + 1)) items.push(item);
    else for (let left = this.#length(info); left > 0; left -= 1) items.push(this.item(depth + 1));
    return items;
  }

  #map(info: number, depth: number): Record<string, unknown> {
    const entries: [string, unknown][] = [];
    if (info === 31)
      for (let key = this.item(depth + 1); key !== BREAK; key = this.item(depth + 1))
        entries.push([String(key), this.item(depth + 1)]);
    else
      for (let left = this.#length(info); left > 0; left -= 1) entries.push([String(this.item(depth + 1)), this.item(depth + 1)]);
    return Object.fromEntries(entries);
  }

  #simple(info: number): unknown {
    if (info === 20) return false;
    if (info === 21) return true;
    if (info === 22 || info === 23) return null;
    if (info === 31) return BREAK;
    const at = this.#offset;
    if (info === 25) {
      this.#offset += 2;
      return halfFloat(this.#view.getUint16(at));
    }
    if (info === 26) {
      this.#offset += 4;
      return this.#view.getFloat32(at);
    }
    if (info !== 27) throw malformed();
    this.#offset += 8;
    return this.#view.getFloat64(at);
  }
}

/** Writes a value as CBOR. Objects that are a {@link CborTimestamp} get tag 1; `undefined` members are left out. */
export function encodeCbor(value: unknown): Uint8Array {
  const parts: Uint8Array[] = [];
  encode(value, parts);
  return Buffer.concat(parts);
}

function encode(value: unknown, parts: Uint8Array[]): void {
  if (value === null || value === undefined) parts.push(Buffer.from([0xf6]));
  else if (typeof value === 'boolean') parts.push(Buffer.from([value ? 0xf5 : 0xf4]));
  else if (typeof value === 'number') encodeNumber(value, parts);
  else if (typeof value === 'string') {
    const text = Buffer.from(value);
    parts.push(headOf(3, text.length), text);
  } else if (value instanceof Uint8Array) parts.push(headOf(2, value.length), value);
  else if (Array.isArray(value)) {
    parts.push(headOf(4, value.length));
    for (const item of value) encode(item, parts);
  } else if (isTimestamp(value)) {
    parts.push(Buffer.from([0xc1]));
    encodeNumber(value.epochSeconds, parts);
  } else {
    const entries = Object.entries(value as object).filter(([, item]) => item !== undefined);
    parts.push(headOf(5, entries.length));
    for (const [key, item] of entries) {
      encode(key, parts);
      encode(item, parts);
    }
  }
}

function encodeNumber(value: number, parts: Uint8Array[]): void {
  if (Number.isSafeInteger(value) && !Object.is(value, -0)) {
    parts.push(value < 0 ? headOf(1, -1 - value) : headOf(0, value));
    return;
  }
  const double = Buffer.alloc(9);
  double.writeUInt8(0xfb, 0);
  double.writeDoubleBE(value, 1);
  parts.push(double);
}

function headOf(major: number, argument: number): Uint8Array {
  const type = major << 5;
  if (argument < 24) return Buffer.from([type | argument]);
  if (argument < 0x100) return Buffer.from([type | 24, argument]);
  const head = Buffer.alloc(argument < 0x10000 ? 3 : argument < 0x1_0000_0000 ? 5 : 9);
  head.writeUInt8(type | (head.length === 3 ? 25 : head.length === 5 ? 26 : 27), 0);
  if (head.length === 3) head.writeUInt16BE(argument, 1);
  else if (head.length === 5) head.writeUInt32BE(argument, 1);
  else head.writeBigUInt64BE(BigInt(argument), 1);
  return head;
}

function isTimestamp(value: unknown): value is CborTimestamp {
  return typeof value === 'object' && value !== null && Object.keys(value).length === 1 && 'epochSeconds' in value;
}

function narrow(value: bigint): number | bigint {
  const number = Number(value);
  return Number.isSafeInteger(number) ? number : value;
}

function halfFloat(bits: number): number {
  const sign = bits & 0x8000 ? -1 : 1;
  const exponent = (bits >> 10) & 31;
  const fraction = bits & 0x3ff;
  if (exponent === 0) return sign * 2 ** -14 * (fraction / 1024);
  if (exponent === 31) return fraction === 0 ? sign * Number.POSITIVE_INFINITY : Number.NaN;
  return sign * 2 ** (exponent - 15) * (1 + fraction / 1024);
}

function malformed(): AwsError {
  return new AwsError({ code: 'SerializationException', message: 'Could not parse request body: it is not valid CBOR' });
}
