import { type InvalidInputIssue, InvalidPipelineInputError } from '../errors.ts';
import type { BodyFormat } from './body-format.ts';
import type { Instance } from './instance.ts';

/**
 * NumPy's own file format, version 1.0, without NumPy: float64, little-endian, row-major. null and NaN stand for a missing value.
 *
 * @see https://numpy.org/doc/stable/reference/generated/numpy.lib.format.html
 */
export const npyFormat: BodyFormat = {
  write(instances) {
    const columns = Array.isArray(instances[0]) ? instances[0].length : 0;
    const { bytes, view, start } = npyFile([instances.length, columns]);
    const issues: InvalidInputIssue[] = [];
    let offset = start;
    for (let row = 0; row < instances.length; row++) {
      const instance = instances[row] as Instance;
      if (!Array.isArray(instance) || instance.length !== columns) {
        issues.push({ path: `instances[${row}]`, message: shapeMessage(instance, columns) });
        continue;
      }
      for (let column = 0; column < columns; column++) {
        const value: unknown = instance[column];
        const number = value === null || value === undefined ? Number.NaN : value;
        if (typeof number === 'number' && Math.abs(number) !== Number.POSITIVE_INFINITY) view.setFloat64(offset, number, true);
        else
          issues.push({ path: `instances[${row}][${column}]`, message: `must be a finite number or null, was ${String(value)}` });
        offset += 8;
      }
    }
    if (issues.length > 0) throw new InvalidPipelineInputError(issues.slice(0, SHOWN_ISSUES));
    return bytes;
  },

  read(body) {
    const view = new DataView(body.buffer, body.byteOffset, body.byteLength);
    if (body.byteLength < 12 || !MAGIC.every((byte, index) => body[index] === byte))
      throw new TypeError(`The endpoint's answer is not in NumPy's format: ${new TextDecoder().decode(body.subarray(0, 200))}`);
    const long = (body[6] ?? 1) > 1;
    const start = long ? 12 + view.getUint32(8, true) : 10 + view.getUint16(8, true);
    const header = new TextDecoder().decode(body.subarray(long ? 12 : 10, start));
    const type = /'descr': '([^']+)'/.exec(header)?.[1] ?? '';
    const read = readers[type];
    if (read === undefined)
      throw new TypeError(`The endpoint answered with numbers of the type ${type || header}, which is not read here`);
    const size = Number(type.slice(2));
    return Array.from({ length: (body.byteLength - start) / size }, (_, index) => read(view, start + index * size));
  },
};

const MAGIC = [0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59];
/** The header ends where the data is aligned. */
const ALIGNMENT = 64;
/** Maximum number of issues in an error message. */
const SHOWN_ISSUES = 20;

const readers: Readonly<Record<string, (view: DataView, offset: number) => number>> = {
  '<f8': (view, offset) => view.getFloat64(offset, true),
  '<f4': (view, offset) => view.getFloat32(offset, true),
  '<i8': (view, offset) => Number(view.getBigInt64(offset, true)),
  '<i4': (view, offset) => view.getInt32(offset, true),
  '|b1': (view, offset) => view.getUint8(offset),
};

function npyFile([rows, columns]: readonly [number, number]): { bytes: Uint8Array; view: DataView; start: number } {
  const dictionary = `{'descr': '<f8', 'fortran_order': False, 'shape': (${rows}, ${columns}), }`;
  const start = Math.ceil((10 + dictionary.length + 1) / ALIGNMENT) * ALIGNMENT;
  const bytes = new Uint8Array(start + rows * columns * 8);
  const view = new DataView(bytes.buffer);
  bytes.set([...MAGIC, 1, 0]);
  view.setUint16(8, start - 10, true);
  bytes.set(new TextEncoder().encode(`${dictionary.padEnd(start - 11)}\n`), 10);
  return { bytes, view, start };
}

function shapeMessage(instance: Instance, columns: number): string {
  if (!Array.isArray(instance)) return 'must be an array of numbers: this format has no column names';
  return `must have ${columns} values like the first one, has ${instance.length}`;
}
