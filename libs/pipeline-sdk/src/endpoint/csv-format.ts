import { csvLine } from '../core/csv.ts';
import { InvalidPipelineInputError } from '../errors.ts';
import type { BodyFormat } from './body-format.ts';
import { type Instance, refuseNotFinite } from './instance.ts';

/** A line for each instance, with a header when they are objects; a prediction a line back. */
export const csvFormat: BodyFormat = {
  write(instances) {
    refuseNotFinite(instances);
    const first = instances[0];
    if (first === undefined || Array.isArray(first))
      return instances.map((instance, row) => csvLine(valuesOf(instance, row))).join('\n');
    const columns = Object.keys(first);
    return [csvLine(columns), ...instances.map((instance, row) => csvLine(memberValues(instance, columns, row)))].join('\n');
  },

  read(body) {
    const text = new TextDecoder().decode(body).trim();
    if (text === '') return [];
    return text.split(/\r?\n/).map((line) => {
      const value = Number(line);
      return line.trim() === '' || Number.isNaN(value) ? line : value;
    });
  },
};

function valuesOf(instance: Instance, row: number): readonly unknown[] {
  if (Array.isArray(instance)) return instance;
  throw new InvalidPipelineInputError([
    { path: `instances[${row}]`, message: 'must be an array of values like the first one, was an object' },
  ]);
}

/** An object's values in the order of the header. @throws InvalidPipelineInputError when it has other members */
function memberValues(instance: Instance, columns: readonly string[], row: number): unknown[] {
  if (Array.isArray(instance)) {
    throw new InvalidPipelineInputError([
      { path: `instances[${row}]`, message: 'must be an object of values by column like the first one, was an array' },
    ]);
  }
  const members = instance as Readonly<Record<string, unknown>>;
  const other =
    Object.keys(members).find((name) => !columns.includes(name)) ?? columns.find((name) => !Object.hasOwn(members, name));
  if (other !== undefined) {
    const message = `must have the members of the first one (${columns.join(', ')}), and differs in ${other}`;
    throw new InvalidPipelineInputError([{ path: `instances[${row}]`, message }]);
  }
  return columns.map((name) => members[name]);
}
