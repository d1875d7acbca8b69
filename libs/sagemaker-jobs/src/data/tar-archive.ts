import { spawn } from 'node:child_process';
import { createReadStream, createWriteStream } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import { ContainerError } from '../container/container-error.ts';
import { filesBelow } from './output-data.ts';

const BLOCK = 512;

/**
 * Packs the files below a directory as a `.tar.gz`: names relative to the directory, without owners and times, sorted by name, so that the
 * same files give the same bytes.
 *
 * @returns the number of files; no archive is written for 0
 */
export async function packTarGz(directory: string, archive: string): Promise<number> {
  const files = await filesBelow(directory);
  if (files.length === 0) return 0;
  await pipeline(
    async function* () {
      for (const { name, path, size, mode } of files) {
        yield header(name, size, mode);
        yield* createReadStream(path, { highWaterMark: 1 << 18 });
        yield Buffer.alloc((BLOCK - (size % BLOCK)) % BLOCK);
      }
      yield Buffer.alloc(2 * BLOCK);
    },
    createGzip({ level: 1 }),
    createWriteStream(archive),
  );
  return files.length;
}

/** Unpacks a `.tar.gz` into a directory by the system's `tar`, which refuses entries that lead out of it. */
export async function unpackTarGz(archive: string, directory: string): Promise<void> {
  await mkdir(directory, { recursive: true });
  const complaint = await new Promise<string | undefined>((resolve, reject) => {
    const tar = spawn('tar', ['-x', '-z', '-o', '-f', archive, '-C', directory], {
      env: { PATH: '/usr/local/bin:/usr/bin:/bin', LC_ALL: 'C' },
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    let text = '';
    tar.stderr.setEncoding('utf8').on('data', (some: string) => {
      text += some;
    });
    tar.once('error', reject);
    tar.once('close', (code) => resolve(code === 0 ? undefined : text.trim()));
  });
  if (complaint !== undefined) throw new ContainerError(`ClientError: the archive could not be unpacked: ${complaint}`);
}

/** A POSIX ustar header, behind a pax header where name or size do not fit. */
function header(name: string, size: number, mode: number): Buffer {
  const short = Buffer.byteLength(name) <= 100 ? name : undefined;
  if (short !== undefined && size < 8 ** 11) return ustar(short, size, mode, '0');
  const records = Buffer.from(paxRecord('path', name) + paxRecord('size', String(size)));
  const padding = Buffer.alloc((BLOCK - (records.length % BLOCK)) % BLOCK);
  return Buffer.concat([ustar('pax', records.length, 0o644, 'x'), records, padding, ustar('file', size % 8 ** 11, mode, '0')]);
}

function paxRecord(key: string, value: string): string {
  const bare = Buffer.byteLength(` ${key}=${value}\n`);
  let length = bare + String(bare).length;
  if (String(length).length !== String(bare).length) length = bare + String(length).length;
  return `${length} ${key}=${value}\n`;
}

function ustar(name: string, size: number, mode: number, type: '0' | 'x'): Buffer {
  const block = Buffer.alloc(BLOCK);
  block.write(name, 0);
  block.write(`${mode.toString(8).padStart(7, '0')}\0`, 100);
  block.write('0000000\0', 108);
  block.write('0000000\0', 116);
  block.write(`${size.toString(8).padStart(11, '0')}\0`, 124);
  block.write('00000000000\0', 136);
  block.write('        ', 148);
  block.write(type, 156);
  block.write('ustar\x0000', 257);
  let sum = 0;
  for (const byte of block) sum += byte;
  block.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148);
  return block;
}
