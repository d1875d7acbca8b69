import { crc32 } from 'node:zlib';

/** A running cyclic redundancy check. */
export interface Crc {
  update(bytes: Uint8Array): void;
  /** Big-endian bytes, as S3 writes them. */
  digest(): Buffer;
}

/** CRC-32, as zlib has it. */
export function createCrc32(): Crc {
  let value = 0;
  return {
    update(bytes) {
      value = crc32(bytes, value);
    },
    digest: () => wordsOf(value),
  };
}

const CRC32C_POLYNOMIAL = 0x82f63b78;
const CRC64_POLYNOMIAL = 0x9a6c9329ac4bc9b5n;

let crc32cTables: Uint32Array | undefined;

/** CRC-32C (Castagnoli). */
export function createCrc32c(): Crc {
  crc32cTables ??= buildTables32(CRC32C_POLYNOMIAL);
  const table = crc32cTables;
  let crc = 0xffffffff;
  return {
    update(bytes) {
      let at = 0;
      // Eight bytes a step, each by a separate table.
      for (const end = bytes.length - 7; at < end; at += 8) {
        const low =
          crc ^ (byte(bytes, at) | (byte(bytes, at + 1) << 8) | (byte(bytes, at + 2) << 16) | (byte(bytes, at + 3) << 24));
        crc =
          entry(table, 1792 + (low & 255)) ^
          entry(table, 1536 + ((low >>> 8) & 255)) ^
          entry(table, 1280 + ((low >>> 16) & 255)) ^
          entry(table, 1024 + (low >>> 24)) ^
          entry(table, 768 + byte(bytes, at + 4)) ^
          entry(table, 512 + byte(bytes, at + 5)) ^
          entry(table, 256 + byte(bytes, at + 6)) ^
          entry(table, byte(bytes, at + 7));
      }
      for (; at < bytes.length; at += 1) crc = (crc >>> 8) ^ entry(table, (crc ^ byte(bytes, at)) & 255);
    },
    digest: () => wordsOf(~crc >>> 0),
  };
}

let crc64Tables: { readonly low: Int32Array; readonly high: Int32Array } | undefined;

/** CRC-64/NVME, in two halves of 32 bits: BigInt would be some fifty times slower. */
export function createCrc64Nvme(): Crc {
  crc64Tables ??= buildTables64();
  const { low: lows, high: highs } = crc64Tables;
  let low = -1;
  let high = -1;
  return {
    update(bytes) {
      let at = 0;
      for (const end = bytes.length - 7; at < end; at += 8) {
        const a =
          low ^ (byte(bytes, at) | (byte(bytes, at + 1) << 8) | (byte(bytes, at + 2) << 16) | (byte(bytes, at + 3) << 24));
        const b =
          high ^ (byte(bytes, at + 4) | (byte(bytes, at + 5) << 8) | (byte(bytes, at + 6) << 16) | (byte(bytes, at + 7) << 24));
        const i0 = 1792 + (a & 255);
        const i1 = 1536 + ((a >>> 8) & 255);
        const i2 = 1280 + ((a >>> 16) & 255);
        const i3 = 1024 + (a >>> 24);
        const i4 = 768 + (b & 255);
        const i5 = 512 + ((b >>> 8) & 255);
        const i6 = 256 + ((b >>> 16) & 255);
        const i7 = b >>> 24;
        low =
          half(lows, i0) ^
          half(lows, i1) ^
          half(lows, i2) ^
          half(lows, i3) ^
          half(lows, i4) ^
          half(lows, i5) ^
          half(lows, i6) ^
          half(lows, i7);
        high =
          half(highs, i0) ^
          half(highs, i1) ^
          half(highs, i2) ^
          half(highs, i3) ^
          half(highs, i4) ^
          half(highs, i5) ^
          half(highs, i6) ^
          half(highs, i7);
      }
      for (; at < bytes.length; at += 1) {
        const index = (low ^ byte(bytes, at)) & 255;
        low = ((low >>> 8) | (high << 24)) ^ half(lows, index);
        high = (high >>> 8) ^ half(highs, index);
      }
    },
    digest: () => Buffer.concat([wordsOf(~high >>> 0), wordsOf(~low >>> 0)]),
  };
}

/** The polynomial of each check, reversed, for {@link combineCrcs}. */
const CRC_POLYNOMIALS: Readonly<Record<CombinableCrc, bigint>> = {
  CRC32: 0xedb88320n,
  CRC32C: BigInt(CRC32C_POLYNOMIAL),
  CRC64NVME: CRC64_POLYNOMIAL,
};

/** The checks that can be put together from those of parts. */
export type CombinableCrc = 'CRC32' | 'CRC32C' | 'CRC64NVME';

/** The check of two texts one after the other, from the check of each and the length of the second in bytes. */
export function combineCrcs(algorithm: CombinableCrc, first: Buffer, second: Buffer, secondLength: number): Buffer {
  const polynomial = CRC_POLYNOMIALS[algorithm];
  const width = BigInt(first.length * 8);
  const top = 1n << (width - 1n);
  const multiply = (left: bigint, right: bigint): bigint => {
    let product = 0n;
    let factor = right;
    for (let mask = top; mask > 0n; mask >>= 1n) {
      if ((left & mask) !== 0n) product ^= factor;
      factor = (factor & 1n) === 1n ? (factor >> 1n) ^ polynomial : factor >> 1n;
    }
    return product;
  };
  // Appending n bytes multiplies by x to the power of 8 n.
  let power = top;
  let square = top >> 1n;
  for (let exponent = BigInt(secondLength) * 8n; exponent > 0n; exponent >>= 1n) {
    if ((exponent & 1n) === 1n) power = multiply(power, square);
    square = multiply(square, square);
  }
  const combined = multiply(BigInt(`0x${first.toString('hex')}`), power) ^ BigInt(`0x${second.toString('hex')}`);
  return Buffer.from(combined.toString(16).padStart(first.length * 2, '0'), 'hex');
}

function buildTables32(polynomial: number): Uint32Array {
  const table = new Uint32Array(2048);
  for (let index = 0; index < 256; index += 1) {
    let value = index;
    for (let bit = 0; bit < 8; bit += 1) value = (value & 1) === 1 ? (value >>> 1) ^ polynomial : value >>> 1;
    table[index] = value;
  }
  for (let index = 256; index < 2048; index += 1) {
    const previous = entry(table, index - 256);
    table[index] = (previous >>> 8) ^ entry(table, previous & 255);
  }
  return table;
}

function buildTables64(): { low: Int32Array; high: Int32Array } {
  const values: bigint[] = [];
  for (let index = 0n; index < 256n; index += 1n) {
    let value = index;
    for (let bit = 0; bit < 8; bit += 1) value = (value & 1n) === 1n ? (value >> 1n) ^ CRC64_POLYNOMIAL : value >> 1n;
    values.push(value);
  }
  for (let index = 256; index < 2048; index += 1) {
    const previous = values[index - 256] as bigint;
    values.push((previous >> 8n) ^ (values[Number(previous & 255n)] as bigint));
  }
  return {
    low: Int32Array.from(values, (value) => Number(BigInt.asIntN(32, value))),
    high: Int32Array.from(values, (value) => Number(BigInt.asIntN(32, value >> 32n))),
  };
}

function byte(bytes: Uint8Array, index: number): number {
  return bytes[index] as number;
}

function entry(table: Uint32Array, index: number): number {
  return table[index] as number;
}

function half(table: Int32Array, index: number): number {
  return table[index] as number;
}

function wordsOf(value: number): Buffer {
  const buffer = Buffer.alloc(4);
  buffer.writeUInt32BE(value);
  return buffer;
}
