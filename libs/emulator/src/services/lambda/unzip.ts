import { inflateRawSync } from 'node:zlib';

/** One file of a ZIP archive. */
export interface ZipEntry {
  /** Path inside the archive, with `/`; never absolute and never with `..` */
  readonly path: string;
  readonly content: Uint8Array;
  /** Whether the archive marks the file as executable. */
  readonly executable: boolean;
}

const END_OF_CENTRAL_DIRECTORY = 0x06054b50;
const CENTRAL_HEADER = 0x02014b50;

/**
 * Reads the files of a ZIP archive; folders are implied by paths.
 *
 * @param limitBytes how much the files may hold together
 * @throws RangeError where the limit is passed, Error where the bytes are not an archive
 */
export function unzip(archive: Uint8Array, limitBytes: number): ZipEntry[] {
  const bytes = Buffer.from(archive.buffer, archive.byteOffset, archive.byteLength);
  let end = bytes.length - 22;
  while (end >= 0 && bytes.readUInt32LE(end) !== END_OF_CENTRAL_DIRECTORY) end -= 1;
  if (end < 0) throw new Error('no end of central directory');

  const entries: ZipEntry[] = [];
  let total = 0;
  let at = bytes.readUInt32LE(end + 16);
  for (let left = bytes.readUInt16LE(end + 10); left > 0; left -= 1) {
    if (bytes.readUInt32LE(at) !== CENTRAL_HEADER) throw new Error('bad central directory');
    const method = bytes.readUInt16LE(at + 10);
    const packedSize = bytes.readUInt32LE(at + 20);
    const size = bytes.readUInt32LE(at + 24);
    const nameLength = bytes.readUInt16LE(at + 28);
    const path = bytes.toString('utf8', at + 46, at + 46 + nameLength);
    const mode = bytes.readUInt32LE(at + 38) >>> 16;
    const local = bytes.readUInt32LE(at + 42);
    at += 46 + nameLength + bytes.readUInt16LE(at + 30) + bytes.readUInt16LE(at + 32);
    if (path.endsWith('/')) continue;
    if (path.startsWith('/') || path.includes('\\') || path.includes('\0') || path.split('/').includes('..')) {
      throw new Error(`path leaves the archive: ${path}`);
    }
    total += size;
    if (total > limitBytes) throw new RangeError('too large');

    const start = local + 30 + bytes.readUInt16LE(local + 26) + bytes.readUInt16LE(local + 28);
    const packed = bytes.subarray(start, start + packedSize);
    if (method !== 0 && method !== 8) throw new Error(`compression method ${method}`);
    const content = method === 0 ? packed : inflateRawSync(packed, { maxOutputLength: Math.max(size, 1) });
    if (content.length !== size) throw new Error(`truncated: ${path}`);
    entries.push({ path, content, executable: (mode & 0o111) !== 0 });
  }
  return entries;
}
