import { strToU8, zipSync } from 'fflate';

/** The earliest time that a ZIP archive knows: the same code gives the same bytes. */
const EPOCH = new Date(1980, 0, 1);

/** The archive that Lambda takes for a function of one file. */
export function functionArchive(code: string): Uint8Array {
  return zipSync({ 'index.js': [strToU8(code), { mtime: EPOCH, level: 9 }] });
}
